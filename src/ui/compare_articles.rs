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
    let counting = whole.search.map(|(_, done, all)| Message::new(Words::CompareCounting, &[done, all]).text());
    let left = (whole.search.is_none() && whole.uncounted() > 0)
        .then(|| Message::new(Words::CompareUncounted, &[whole.uncounted()]).text());
    let unread = (whole.unread > 0).then(|| Message::new(Words::AnnotatorsUnread, &[whole.unread]).text());
    let acts = (whole.search.is_some() || whole.uncounted() > 0).then(|| {
        let name = if whole.search.is_some() { Words::CompareStop } else { Words::CompareAgain };
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
                <span class="claims-count" role="status">{ Message::new(Words::CompareArticles, &[whole.articles.len()]).text() }
                    for told in counting.into_iter().chain(left).chain(unread) { { " · " }{ told } }</span>
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
    let first = open.at.min(whole.articles.len().saturating_sub(1)) / PAGE * PAGE;
    html! {
        <>
            <div class="claims-scroll">
                <ul class="shared-articles">
                    for (place, counted) in whole.articles.iter().enumerate().skip(first).take(PAGE) { { article(store, place == first, counted) } }
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

fn article(store: &Store, first: bool, counted: &Counted) -> Html {
    let counts = counted.counts;
    let paired = counts.same + counts.edges + counts.label + counts.both;
    let alone = [counts.first, counts.second].map(|count| count.saturating_sub(paired));
    let kinds = [counts.same, counts.edges + counts.both, counts.label, alone[0], alone[1]];
    html! {
        <li key={counted.article.to_string()}>
            <button type="button" class="claim-go" data-action="annotators" data-value={counted.article.to_string()} dir="auto" autofocus={first}
                onclick={runs(store, Command::Annotators, Args::document(&counted.article))}>{ counted.title.to_string() }</button>
            <div class="article-figures">
                <span class="offscreen">{ Words::FiguresExact.text() }{ " " }</span>{ compare_figures::share(counts.exact_f1()) }
                <small>{ Message::new(Words::FiguresKinds, &kinds).text() }</small>
            </div>
        </li>
    }
}
