//! The articles that are looked through: a list box in which those are selected that would be added. Only rows near what is
//! in sight are drawn.

use std::rc::Rc;

use yew::prelude::*;

use super::intake_sheet::step;
use super::store::Store;
use crate::session::intake::{Coming, Intake, IntakeStep, STRETCH, Same};
use crate::session::{Message, Words};

/// The list.
pub fn draw(store: &Store, intake: &Intake) -> Html {
    let some = intake.taken() > 0;
    let hint = Words::IntakeListKeys.text();
    html! {
        <div class="intake-left">
            <button type="button" class="act" data-intake="all" aria-pressed={if some { "true" } else { "false" }}
                onclick={step(store, IntakeStep::CheckAll(!some))}>{ if some { "☑ " } else { "☐ " } }{ Words::IntakeAll.text() }</button>
            <div class="rows intake-list" role="listbox" tabindex="0" autofocus=true data-field="intake-list" aria-multiselectable="true"
                aria-label={Words::IntakeList.text()} aria-describedby="intake-hint" aria-activedescendant={format!("intake-{}", intake.at)}>
                for (number, articles) in intake.articles.chunks(STRETCH).enumerate() {
                    { stretch(store, intake, number, articles) }
                }
            </div>
            <p id="intake-hint" class="intake-hint">{ hint }</p>
        </div>
    }
}

fn stretch(store: &Store, intake: &Intake, number: usize, articles: &[Rc<Coming>]) -> Html {
    let drawn = intake.draws(number);
    let rows = articles.iter().zip(number * STRETCH..).filter(|_| drawn);
    html! {
        <div key={number} role="presentation" class={classes!("stretch", (!drawn).then_some("far"))} data-stretch={number.to_string()}>
            for (article, at) in rows { { row(store, intake, article, at) } }
        </div>
    }
}

fn row(store: &Store, intake: &Intake, article: &Rc<Coming>, at: usize) -> Html {
    let here = at == intake.at;
    let draft = &article.draft;
    let check = {
        let store = store.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            step(&store, IntakeStep::Check(Some(at))).emit(event);
        })
    };
    let onclick = step(store, IntakeStep::Go(at));
    let title = draft.title();
    let file = if draft.line > 0 {
        Message::new(Words::IssuePlace, &[draft.file.to_string(), draft.line.to_string()]).text()
    } else {
        draft.file.to_string()
    };
    let encoding = Some(&draft.encoded.name).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("utf-8"));
    html! {
        <div key={at} id={format!("intake-{at}")} class={classes!("row", here.then_some("on"))} role="option" data-intake-row={at.to_string()}
            aria-selected={if article.taken { "true" } else { "false" }} aria-setsize={intake.articles.len().to_string()}
            aria-posinset={(at + 1).to_string()} {onclick}>
            <em aria-hidden="true" data-intake="check" onclick={check}>{ if article.taken { "☑" } else { "☐" } }</em>
            <span dir="auto">{ &*title }</span>
            <small class="intake-file"><bdi>{ file }</bdi>{ " · " }{ counts(article) }
                for name in encoding { <>{ " · " }{ &**name }{ if draft.encoded.doubt.is_some() { " ?" } else { "" } }</> }</small>
            for told in same(intake, article) { <small class="intake-file warn">{ told }</small> }
        </div>
    }
}

/// How many pieces become what; what there is none of is not said.
fn counts(article: &Coming) -> String {
    if article.hash.is_none() {
        return Words::IntakeRowEmpty.text().to_owned();
    }
    let words = [Words::IntakeRow, Words::IntakeRowFurniture, Words::IntakeRowOut];
    let said = article.counts.into_iter().zip(words).filter(|(count, _)| *count > 0);
    said.map(|(count, words)| Message::new(words, &[count]).text()).collect::<Vec<_>>().join(" · ")
}

/// Where the same text is already.
fn same(intake: &Intake, article: &Coming) -> Option<String> {
    Some(match article.same.as_ref()? {
        Same::Here(title) => Message::new(Words::IntakeSameHere, &[title]).text(),
        Same::Row(at) => {
            let title = intake.articles.get(*at).map(|other| other.draft.title().to_string()).unwrap_or_default();
            Message::new(Words::IntakeSameRow, &[(at + 1).to_string(), title]).text()
        }
    })
}
