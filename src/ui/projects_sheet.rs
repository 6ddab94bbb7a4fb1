//! The projects of this browser: to go to another one, to make one, to call the open one otherwise, to let one go.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::kept::{self, kept, saying};
use super::schema_whole::READY;
use super::shared::{action_button, runs, words};
use super::store::Store;
use crate::browser::{clock, dom};
use crate::model::{Timestamp, ready_schemas};
use crate::session::messages::shorten;
use crate::session::projects::{Asked, Projects};
use crate::session::update::{EMPTY, called, with_open};
use crate::session::{Args, Command, Message, State, Words};
use crate::storage::projects::Listed;

/// The sheet.
pub fn draw(store: &Store, state: &State, open: &Projects) -> Html {
    let listed = open.listed.as_deref().map(Vec::as_slice).unwrap_or_default();
    let all = with_open(state, listed);
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        dom::focus_beside("[data-project]", "button, input", by);
    });
    let first = all.iter().position(|project| !state.is_of(&project.id));
    let alone = open.listed.is_some() && first.is_none();
    html! {
        <div class="projects">
            <h2 id="sheet-title">{ Words::ActProjects.text() }</h2>
            <p>{ Words::ProjectsHint.text() }</p>
            if let Some(told) = &open.told { <p class="sheet-wrong">{ told.text() }</p> }
            <ul class="project-list" data-field="project-list" tabindex="-1" autofocus=true aria-label={Words::ActProjects.text()} {onkeydown}>
                for (place, project) in all.iter().enumerate() {
                    if state.is_of(&project.id) {
                        { here(store, project) }
                    } else {
                        { other(store, project, first == Some(place), open.asked.as_ref()) }
                    }
                }
            </ul>
            if open.listed.is_none() { <p>{ Words::ProjectsReading.text() }</p> }
            { new(store, alone) }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
            </div>
        </div>
    }
}

/// What is known of a project, in words.
fn facts(project: &Listed) -> String {
    let Some(card) = &project.card else { return Words::ProjectUnreadable.text().to_owned() };
    let articles = match card.articles {
        0 => Words::ProjectEmpty.text().to_owned(),
        all => Message::new(Words::ProjectFacts, &[card.done, all]).text(),
    };
    let used = Timestamp::parse(&card.at).map(|at| Message::new(Words::ProjectUsed, &[clock::read(at)]).text());
    [Some(articles), used].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The one that is open.
fn here(store: &Store, project: &Listed) -> Html {
    let name = called(project).to_owned();
    let kept = kept(store, Command::RenameProject, Args::default(), &name, kept::text);
    html! {
        <li key={project.id.clone()} class="project on" data-project={project.id.clone()} aria-current="true">
            <div class="project-row">
                <label class="project-main">
                    <small><b>{ Words::ProjectHere.text() }</b>{ " · " }{ facts(project) }</small>
                    { saying(html! {
                        <input type="text" data-action="rename-project" aria-label={Words::ActRenameProject.text()} dir="auto"
                            autocomplete="off" spellcheck="false" onchange={kept.onchange} onkeydown={kept.onkeydown} />
                    }, &name) }
                </label>
                { save(store, project) }
            </div>
        </li>
    }
}

fn other(store: &Store, project: &Listed, first: bool, asked: Option<&Asked>) -> Html {
    let id = project.id.clone();
    let asked = asked.filter(|asked| *asked.id == *id);
    html! {
        <li key={id.clone()} class="project" data-project={id.clone()}>
            <div class="project-row">
                <button type="button" class="pick project-main" data-action="open-project" data-field={first.then_some("project-first")}
                    onclick={runs(store, Command::OpenProject, Args::id(&id))}>
                    <b dir="auto">{ called(project) }</b><small>{ facts(project) }</small>
                </button>
                { save(store, project) }
                <button type="button" class="act" data-action="delete-project" hidden={asked.is_some()}
                    aria-label={format!("{} {}", Words::ActDeleteProject.text(), called(project))}
                    onclick={runs(store, Command::DeleteProject, Args::id(&id))}>{ Words::ProjectDelete.text() }</button>
            </div>
            if let Some(asked) = asked { { question(store, project, asked) } }
        </li>
    }
}

fn save(store: &Store, project: &Listed) -> Html {
    html! {
        <button type="button" class="act" data-action="save-project" aria-label={format!("{} {}", Words::ProjectDownload.text(), called(project))}
            onclick={runs(store, Command::SaveProject, Args::id(&project.id))}>{ Words::ProjectDownload.text() }</button>
    }
}

/// Asks whether it is to go, with what goes.
fn question(store: &Store, project: &Listed, asked: &Asked) -> Html {
    let name = shorten(called(project), 80);
    let told = match &asked.contents {
        None => Words::ProjectAskReading.text().to_owned(),
        Some(contents) => match contents.articles {
            None => Message::new(Words::ProjectAskUnread, &[name]).text(),
            Some(articles) => {
                let count = |count: u64, one: Words, many: Words| match count {
                    1 => one.text().to_owned(),
                    _ => Message::new(many, &[count]).text(),
                };
                let articles = u64::try_from(articles).unwrap_or(u64::MAX);
                let articles = count(articles, Words::ProjectOneArticle, Words::ProjectArticles);
                let annotations = count(contents.annotations, Words::ProjectOneAnnotation, Words::ProjectAnnotations);
                Message::new(Words::ProjectAsk, &[name, articles, annotations]).text()
            }
        },
    };
    let now = Args { field: Some("now".to_owned()), ..Args::id(&project.id) };
    html! {
        <div class="project-asked">
            <p data-field="project-asked" tabindex="-1" dir="auto">{ told }</p>
            if asked.contents.is_some() {
                <div class="project-acts">
                    <button type="button" class="btn" data-action="save-project" onclick={runs(store, Command::SaveProject, Args::id(&project.id))}>
                        { Words::ProjectDownloadFirst.text() }</button>
                    <button type="button" class="btn danger" data-action="delete-project" data-value="now"
                        onclick={runs(store, Command::DeleteProject, now)}>{ Words::ProjectDeleteNow.text() }</button>
                    <button type="button" class="btn" data-action="leave" onclick={runs(store, Command::Leave, Args::default())}>
                        { Words::ProjectKeep.text() }</button>
                </div>
            }
        </div>
    }
}

/// What a new project is to be. `alone`: there is no other project to go to.
fn new(store: &Store, alone: bool) -> Html {
    let [name, schema] = [NodeRef::default(), NodeRef::default()];
    let make = |field: Option<&'static str>| {
        let (store, name, schema) = (store.clone(), name.clone(), schema.clone());
        move || {
            let args = Args {
                text: name.cast::<HtmlInputElement>().map(|input| input.value()),
                kind: schema.cast::<HtmlSelectElement>().map(|select| select.value()),
                field: field.map(str::to_owned),
                ..Args::default()
            };
            store.run(Command::NewProject, args);
        }
    };
    let onsubmit = {
        let make = make(None);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            make();
        })
    };
    let of_files = {
        let make = make(Some("files"));
        Callback::from(move |_: MouseEvent| make())
    };
    let ready = ready_schemas::ready();
    html! {
        <form class="project-new" {onsubmit}>
            <h3>{ Words::ProjectNew.text() }</h3>
            <div class="project-fields">
                <label>{ Words::ProjectCalled.text() }
                    <input ref={name} type="text" data-field={alone.then_some("project-first")} data-name="new-project" dir="auto"
                        autocomplete="off" spellcheck="false" placeholder={Words::Untitled.text()} /></label>
                <label>{ Words::ProjectNewSchema.text() }
                    <select ref={schema} data-name="new-project-schema">
                        for (place, (schema, told)) in ready.iter().zip(READY).enumerate() {
                            <option value={schema.id.to_string()} selected={place == 0}>{ format!("{}: {}", schema.name, told.text()) }</option>
                        }
                        <option value={EMPTY}>{ format!("{}: {}", Words::SchemaEmpty.text(), Words::SchemaEmptyHint.text()) }</option>
                    </select></label>
            </div>
            <p>{ Words::ProjectNewHint.text() }</p>
            <div class="project-acts">
                <button type="submit" class="btn primary" data-action="new-project">{ Words::ProjectCreate.text() }</button>
                <button type="button" class="btn" data-action="new-project" data-value="files" onclick={of_files}>{ Words::ProjectCreateFromFiles.text() }</button>
            </div>
        </form>
    }
}
