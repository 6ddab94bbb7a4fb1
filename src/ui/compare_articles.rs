//! All articles that two sides have: what they come to, and where they part most.

use yew::prelude::*;

use super::compare_figures;
use super::shared::runs;
use super::store::Store;
use crate::session::annotators::{Annotators, PAGE};
use crate::session::comparing::{Counted, Whole};
use crate::session::{Args, Command, Message, State, Words};

/// The figures, then the articles.
pub(super) fn draw(store: &Store, state: &State, open: &Annotators, whole: &Whole) -> Html {
    let counting = |done: usize, all: usize| Message::new(Words::CompareCounting, &[done, all]).text();
    let articles = Message::new(Words::CompareArticles, &[whole.articles.len()]).text();
    let silent = ["A", "B"].into_iter().zip(whole.silent).filter(|(_, count)| *count > 0);
    let silent =
        silent.map(|(side, count)| Message::new(Words::CompareSilent, &[side.to_owned(), count.to_string()]).text());
    let left = (whole.search.is_none() && whole.uncounted() > 0)
        .then(|| Message::new(Words::CompareUncounted, &[whole.uncounted()]).text());
    let unread = (whole.unread > 0).then(|| Message::new(Words::AnnotatorsUnread, &[whole.unread]).text());
    let stale = (whole.search.is_none() && whole.is_stale).then(|| Words::CompareStale.text().to_owned());
    // What stands there once it is counted; while that goes on it is said at each tenth, not at each step.
    let told: Vec<String> =
        std::iter::once(articles.clone()).chain(silent).chain(left).chain(unread).chain(stale).collect();
    let told = told.join(" · ");
    let (shown, said) = match whole.search {
        Some((_, done, all)) => {
            let tenth = done * 10 / all.max(1) * all / 10;
            (format!("{articles} · {}", counting(done, all)), counting(tenth, all))
        }
        None => (told.clone(), told),
    };
    let acts = (whole.search.is_some() || whole.uncounted() > 0 || whole.is_stale).then(|| {
        let name = match whole.search {
            Some(_) => Words::CompareStop,
            None if whole.is_stale => Words::CompareAnew,
            None => Words::CompareAgain,
        };
        html! {
            <button type="button" class="value" data-action="compare-everywhere" onclick={runs(store, Command::CompareEverywhere, Args::default())}>
                { name.text() }</button>
        }
    });
    let is_empty = whole.articles.is_empty() && whole.search.is_none() && whole.uncounted() == 0;
    html! {
        <>
            if !whole.articles.is_empty() {
                { compare_figures::strip(store, whole.all, &whole.labels) }
                { compare_figures::labels(store, state, open, &whole.labels) }
            }
            <div class="claims-bar">
                <h3>{ Words::FiguresArticles.text() }</h3>
                for acts in acts { { acts } }
                <span class="claims-count" aria-hidden="true">{ shown }</span>
                <span class="offscreen" role="status">{ said }</span>
            </div>
            if is_empty {
                <p class="claims-none">{ Words::CompareNoArticles.text() }</p>
            } else {
                { list(store, open, whole) }
            }
        </>
    }
}

fn list(store: &Store, open: &Annotators, whole: &Whole) -> Html {
    let here = open.at.min(whole.articles.len().saturating_sub(1));
    let first = here / PAGE * PAGE;
    html! {
        <>
            <div class="claims-scroll">
                <ul class="shared-articles">
                    for (place, counted) in whole.articles.iter().enumerate().skip(first).take(PAGE) { { article(store, place == here, counted) } }
                </ul>
            </div>
            if whole.articles.len() > PAGE {
                <div class="claims-pages values">
                    for from in (0..whole.articles.len()).step_by(PAGE) {
                        {{
                            let args = Args { step: u32::try_from(from).ok(), ..Args::default() };
                            let told = Message::new(Words::ClaimsFurther, &[from + 1, (from + PAGE).min(whole.articles.len())]).text();
                            html! {
                                <button type="button" class={classes!("value", (from == first).then_some("on"))} data-action="next-difference"
                                    onclick={runs(store, Command::NextDifference, args)}>{ told }</button>
                            }
                        }}
                    }
                </div>
            }
        </>
    }
}

fn article(store: &Store, is_here: bool, counted: &Counted) -> Html {
    let counts = counted.counts;
    let paired = counts.same + counts.edges + counts.label + counts.both;
    let alone = [counts.first, counts.second].map(|count| count.saturating_sub(paired));
    let kinds = [counts.same, counts.edges + counts.both, counts.label, alone[0], alone[1]];
    html! {
        <li key={counted.article.to_string()}>
            <button type="button" class="claim-go" data-action="annotators" data-value={counted.article.to_string()} dir="auto" autofocus={is_here}
                onclick={runs(store, Command::Annotators, Args::document(&counted.article))}>{ counted.title.to_string() }</button>
            <div class="article-figures">
                <span class="offscreen">{ Words::FiguresExact.text() }{ " " }</span>{ compare_figures::share(counts.exact_f1()) }
                <small>{ Message::new(Words::FiguresKinds, &kinds).text() }</small>
            </div>
        </li>
    }
}
