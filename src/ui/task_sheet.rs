//! The beginning of a task: what it is, and who is there; or what is wrong with it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::kept::saying;
use super::markdown::{self, Look};
use super::shared::runs;
use super::store::Store;
use crate::browser::dom;
use crate::formats::Issue;
use crate::formats::task::ANNOTATOR;
use crate::intake::markdown::read;
use crate::session::task::{Stage, TaskWork};
use crate::session::{Args, Command, Message, State, Words};

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(work) = &state.task else { return Html::default() };
    let title =
        work.file.as_ref().map_or_else(|| Words::TaskTitle.text().to_owned(), |file| file.task.title.to_string());
    html! {
        <div class="task-start">
            <h2 id="sheet-title" dir="auto">{ title }</h2>
            { match &work.stage {
                Stage::Refused(issues) => lacking(Words::TaskRefused, issues, again()),
                Stage::Lacking(issues) => lacking(Words::TaskLacking, issues, begin(store)),
                Stage::Fetching(read, all) => under_way(store, Words::TaskFetching, *read, *all),
                Stage::Reading(read, all) => under_way(store, Words::TaskReading, *read, *all),
                Stage::Others => others(store, work),
                Stage::Asking(wrong) => asking(store, work, wrong.as_ref()),
                Stage::Looking | Stage::Taking | Stage::Working => Html::default(),
            } }
        </div>
    }
}

/// The work that is here is somebody else's.
fn others(store: &Store, work: &TaskWork) -> Html {
    let kept = &work.kept.annotator;
    html! {
        <>
            <p>{ Message::new(Words::TaskOthers, &[kept.clone(), work.name.to_string()]).text() }</p>
            <div class="sheet-acts">
                <button type="button" class="btn primary" data-action="begin-task" autofocus=true onclick={runs(store, Command::BeginTask, Args::default())}>
                    { Message::new(Words::TaskGoOnAs, &[kept]).text() }</button>
            </div>
        </>
    }
}

/// How far it is, and the way out.
fn under_way(store: &Store, told: Words, read: usize, all: usize) -> Html {
    let stop = runs(store, Command::Leave, Args::default());
    html! {
        <>
            <p>{ Message::new(told, &[read, all]).text() }</p>
            <progress class="meter" max={all.max(1).to_string()} value={read.to_string()} aria-label={Words::TaskTitle.text()} />
            <div class="sheet-acts">
                <button type="button" class="btn" data-action="leave" data-field="task-stop" onclick={stop}>{ Words::Cancel.text() }</button>
            </div>
        </>
    }
}

/// What is wrong, and what can be done.
fn lacking(told: Words, issues: &[Issue], act: Html) -> Html {
    html! {
        <>
            <p>{ told.text() }</p>
            <ul class="report">
                for issue in issues.iter().take(MOST) { <li dir="auto">{ Message::flaw_of_task(issue).text() }</li> }
                if issues.len() > MOST { <li>{ Message::new(Words::AndMore, &[issues.len() - MOST]).text() }</li> }
            </ul>
            <div class="sheet-acts">{ act }</div>
        </>
    }
}

/// What is wrong that is listed; of ten thousand missing files the first ones say it.
const MOST: usize = 40;

fn again() -> Html {
    let onclick = Callback::from(|_: MouseEvent| dom::reload());
    html! { <button type="button" class="btn primary" data-action="task-again" data-field="task-again" autofocus=true {onclick}>{ Words::TryAgain.text() }</button> }
}

fn begin(store: &Store) -> Html {
    let onclick = runs(store, Command::BeginTask, Args::default());
    html! { <button type="button" class="btn primary" data-action="begin-task" data-field="task-again" autofocus=true {onclick}>{ Words::TryAgain.text() }</button> }
}

fn asking(store: &Store, work: &TaskWork, wrong: Option<&Message>) -> Html {
    let Some(task) = work.file.as_ref().map(|file| &file.task) else { return Html::default() };
    let field = NodeRef::default();
    let onsubmit = {
        let (store, field) = (store.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlInputElement>().map(|field| field.value());
            store.run(Command::BeginTask, Args { text, ..Args::default() });
        })
    };
    let required = task.naming == crate::formats::task::Naming::Required;
    let hint = if required { Words::TaskNameHint } else { Words::TaskNameOptional };
    html! {
        <form {onsubmit}>
            if !task.intro.trim().is_empty() { <div class="task-intro prose" dir="auto">{ markdown::draw(store, &read(&task.intro), Look { level: 3, named: false }) }</div> }
            <p class="task-facts">{ Message::new(Words::TaskFacts, &[task.articles.len(), task.schema.labels.len()]).text() }</p>
            <label class="task-name">
                <span>{ Words::TaskName.text() }</span>
                { saying(html! {
                    <input ref={field} data-field="annotator" maxlength={ANNOTATOR.to_string()} autocomplete="name" list="task-names" dir="auto"
                        autofocus=true aria-describedby="task-name-hint" aria-invalid={wrong.is_some().then_some("true")} />
                }, &work.name) }
            </label>
            <datalist id="task-names">for name in task.names() { <option value={name.to_string()} /> }</datalist>
            <p id="task-name-hint" class={if wrong.is_some() { "task-wrong" } else { "hint" }} role={wrong.is_some().then_some("alert")}>
                { wrong.map_or_else(|| hint.text().to_owned(), Message::text) }
            </p>
            <p class="hint">{ if store.with(|state| state.on_disk) { Words::TaskOnDisk.text() } else { Words::TaskKept.text() } }</p>
            <div class="sheet-acts">
                <button type="submit" class="btn primary" data-action="begin-task">{ Words::TaskBegin.text() }</button>
            </div>
        </form>
    }
}
