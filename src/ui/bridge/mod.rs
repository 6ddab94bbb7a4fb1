//! The scripting door: `window.manicule`, for host pages, power users and tests. Documented in `docs/manicule.d.ts`.
//!
//! Everything that crosses is JSON-compatible, offsets are code points, and what goes wrong is thrown as an `Error` with
//! the sentence a person would read.

pub mod rows;

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use serde::Serialize as _;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use self::rows::{
    ActionRow, ExportOptions, ImportOptions, IssueRow, Made, ProjectRow, Report, document_row, document_rows,
    export_row, exported_out, foreign_row, format_row,
};
use super::script_files::ForScript;
use super::store::{Store, Subscription};
use super::{effects, exporting, script_files, storing};
use crate::browser::dom;
use crate::formats::json::{Field, Wrong};
use crate::formats::{FORMATS, Issue, json, native};
use crate::model::{DocId, Entry};
use crate::session::{
    ACTIONS, Action, Args, Message, Outcome, Saved, SourceFile, Words, command, update as session_update,
};

/// A thrown sentence.
fn error(message: impl Into<Message>) -> JsValue {
    js_sys::Error::new(&message.into().text()).into()
}

/// Work that a script can wait for. Boxed, so that the machinery around it is there once.
fn promise(work: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> = Box::pin(work);
    future_to_promise(work)
}

fn out<T: Field>(value: &T) -> Result<JsValue, JsValue> {
    plain(&json::to_json(value))
}

/// A JSON text as objects, lists and numbers of the script: no `Map`, no `BigInt`.
fn plain(text: &str) -> Result<JsValue, JsValue> {
    let tree = json::tree(text).map_err(|wrong| refused(&wrong))?;
    tree.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

fn into<T: Field>(value: &JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::nothing());
    }
    // What is not plain has no text (a function) or throws (a ring, a BigInt).
    let text = JSON::stringify(value).map_err(|thrown| {
        let words = thrown.dyn_into::<js_sys::Error>().map(|thrown| String::from(thrown.message())).unwrap_or_default();
        error(Message::new(Words::BadScript, &[words]))
    })?;
    json::parse(&text.as_string().unwrap_or_default()).map_err(|wrong| refused(&wrong))
}

fn refused(wrong: &Wrong) -> JsValue {
    error(match wrong {
        Wrong::Shape(path, expected) => Message::new(Words::BadArguments, &[path.as_str(), expected]),
        Wrong::Syntax(_, words) => Message::new(Words::BadScript, &[words]),
    })
}

fn issue_rows(issues: &[Issue]) -> Vec<IssueRow> {
    let row = |issue: &Issue| IssueRow {
        file: issue.file.clone(),
        line: issue.line,
        path: issue.path.clone(),
        message: Message::issue(issue).text(),
        kept: issue.problem.is_warning(),
    };
    issues.iter().map(row).collect()
}

/// Who waits for what; a number, never given twice, names each to its own unsubscriber.
#[derive(Default)]
struct Waiting {
    next: u32,
    all: Vec<(u32, String, Function)>,
}

type Listeners = Rc<RefCell<Waiting>>;

/// The door. Lives as long as the page.
pub struct Door {
    store: Store,
    listeners: Listeners,
    _subscription: Subscription,
}

/// Opens the door as `window.manicule`; `ready` resolves when the page shows its article.
#[must_use]
pub fn open(store: &Store) -> Rc<Door> {
    let listeners: Listeners = Rc::default();
    let subscription = announce(store, &listeners);
    let door = Rc::new(Door { store: store.clone(), listeners, _subscription: subscription });
    let object = Object::new();
    let set = |name: &str, value: &JsValue| {
        // A fresh object takes every property.
        let _ = Reflect::set(&object, &name.into(), value);
    };
    set("version", &env!("CARGO_PKG_VERSION").into());
    let ready = {
        let store = store.clone();
        promise(async move {
            while !store.with(|state| state.started && state.opening.is_none()) {
                gloo::timers::future::TimeoutFuture::new(0).await;
            }
            effects::idle(&store).await;
            Ok(JsValue::UNDEFINED)
        })
    };
    set("ready", &ready);
    door.methods(&set);
    // Frozen, so that a page's script cannot put something else in our place by accident.
    let _ = Reflect::set(&dom::window(), &"manicule".into(), &Object::freeze(&object));
    door
}

/// A function of two arguments.
type Method = dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>;

impl Door {
    fn methods(self: &Rc<Self>, set: &dyn Fn(&str, &JsValue)) {
        let method = |name: &str, f: fn(&Rc<Self>, JsValue, JsValue) -> Result<JsValue, JsValue>| {
            let door = self.clone();
            let closure: Closure<Method> = Closure::new(move |a, b| f(&door, a, b));
            set(name, &closure.into_js_value());
        };
        method("formats", |_, _, _| out(&FORMATS.iter().map(format_row).collect::<Vec<_>>()));
        method("actions", |door, _, _| door.actions());
        method("documents", |door, _, _| out(&door.store.with(document_rows)));
        method("project", |door, _, _| door.project());
        method("dispatch", |door, id, args| door.dispatch(&id, &args));
        method("on", |door, event, callback| door.on(&event, callback));
        method("idle", |door, _, _| Ok(door.idle()));
        method("importFiles", |door, files, options| door.import_files(files, &options));
        method("exportFiles", |door, format, options| door.export_files(&format, &options));
        method("open", |door, id, _| door.open_document(&id));
        method("document", |door, id, _| door.document(&id));
    }

    fn actions(&self) -> Result<JsValue, JsValue> {
        let rows: Vec<ActionRow> = self.store.with(|state| {
            let row = |action: &command::ActionInfo| ActionRow {
                id: action.id.to_owned(),
                name: action.name.text().to_owned(),
                key: state.keymap.shown(action),
                keys: state.keymap.of(action),
                changes: action.changes,
                applies: (action.applies)(state),
            };
            ACTIONS.iter().map(row).collect()
        });
        out(&rows)
    }

    fn project(&self) -> Result<JsValue, JsValue> {
        let row = self.store.with(|state| {
            let project = &state.project;
            ProjectRow {
                id: project.id.to_string(),
                name: project.name.to_string(),
                guidelines: project.guidelines.to_string(),
                schema: native::schema_object(&project.schema),
                entities: project.entities.values().map(|entity| native::write::entity_object(entity)).collect(),
                annotators: project.people.values().map(|person| native::write::person_object(person)).collect(),
            }
        });
        out(&row)
    }

    fn dispatch(&self, id: &JsValue, args: &JsValue) -> Result<JsValue, JsValue> {
        let name = id.as_string().unwrap_or_default();
        let action = command::action(&name).ok_or_else(|| error(Message::new(Words::NoAction, &[&name])))?;
        let args: Args = into(args)?;
        let Outcome { made, refused, changed, .. } = self.store.run(action.command, args);
        match refused {
            Some(message) => Err(error(message)),
            None => out(&Made { id: made, changed }),
        }
    }

    fn on(self: &Rc<Self>, event: &JsValue, callback: JsValue) -> Result<JsValue, JsValue> {
        let name = event.as_string().unwrap_or_default();
        if !["change", "saved", "open", "error"].contains(&name.as_str()) {
            return Err(error(Message::new(Words::NoEvent, &[name])));
        }
        let callback: Function =
            callback.dyn_into().map_err(|_| error(Message::new(Words::NeedsArgument, &["on", "a function"])))?;
        let number = {
            let mut waiting = self.listeners.borrow_mut();
            waiting.next += 1;
            let number = waiting.next;
            waiting.all.push((number, name, callback));
            number
        };
        let listeners = self.listeners.clone();
        let off: Closure<dyn Fn()> = Closure::new(move || {
            listeners.borrow_mut().all.retain(|(known, ..)| *known != number);
        });
        Ok(off.into_js_value())
    }

    fn idle(&self) -> JsValue {
        let store = self.store.clone();
        promise(async move {
            effects::idle(&store).await;
            Ok(JsValue::UNDEFINED)
        })
        .into()
    }

    fn import_files(&self, files: JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let options: ImportOptions = into(options)?;
        let files = Array::from(&files).iter().map(|file| source_file(&file)).collect::<Result<Vec<_>, _>>()?;
        let store = self.store.clone();
        Ok(promise(async move {
            let ImportOptions { counting, suggestions, .. } = options.clone();
            let asked = ForScript { counting, suggestions };
            let (files, made) = script_files::for_script(&store, files, asked).await;
            if options.preview {
                let read = store.with(|state| session_update::read_with(state, files, made));
                let schema = store.with(|state| state.project.schema.clone());
                let row = |document: &Rc<_>| document_row(&Entry::of(document, &schema));
                let documents: Vec<_> = read.documents.iter().map(row).collect();
                return out(&Report {
                    added: documents.len(),
                    stored: false,
                    documents,
                    issues: issue_rows(&read.issues),
                });
            }
            // What is here already has to be known first.
            while store.with(|state| state.partial) {
                gloo::timers::future::TimeoutFuture::new(20).await;
            }
            let absent = store.with(|state| session_update::absent(state, files.clone(), made.clone()));
            for (id, of) in absent {
                storing::load(&store, vec![id], of).await;
            }
            let before: Vec<DocId> = store.with(|state| state.project.order.to_vec());
            let was_up = store.with(|state| state.dialog.is_some());
            let outcome = store.dispatch(Action::Read(files, Box::new(made)));
            // A script reads the report it is given; the sheet is for people. One that they have open stays.
            if !was_up && store.with(|state| state.dialog.is_some()) {
                store.run(crate::session::Command::Leave, Args::default());
            }
            effects::idle(&store).await;
            let stored = store.with(|state| state.saved == Saved::Yes);
            let rows = store.with(document_rows);
            let documents = rows.into_iter().filter(|row| !before.iter().any(|id| id.as_str() == row.id)).collect();
            out(&Report { added: outcome.added, stored, documents, issues: issue_rows(&outcome.issues) })
        })
        .into())
    }

    fn export_files(&self, format: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let name = format.as_string().unwrap_or_else(|| native::INFO.id.to_owned());
        if !FORMATS.iter().any(|known| known.id == name && known.export) {
            return Err(error(Message::new(Words::NoFormat, &[name])));
        }
        let options: ExportOptions = into(options)?;
        if options.body && name == native::INFO.id {
            return Err(error(Words::NativeIsWhole));
        }
        let store = self.store.clone();
        Ok(promise(async move {
            let wanted: Vec<DocId> = match &options.documents {
                Some(ids) => ids.iter().map(|id| DocId::from(id.as_str())).collect(),
                None => store.with(|state| state.project.order.to_vec()),
            };
            let unknown = |id: &&DocId| store.with(|state| !state.project.entries.contains_key(*id));
            if let Some(id) = wanted.iter().find(unknown) {
                return Err(error(Message::new(Words::NoDocument, &[id])));
            }
            if name != native::INFO.id || options.suggestions.is_some() {
                let exported = exporting::for_script(&store, name, wanted, &options).await;
                return exported.map_err(error).and_then(|exported| exported_out(foreign_row(exported)));
            }
            need(&store, &wanted).await?;
            let exported = store.with(|state| {
                let documents: Vec<_> = wanted.iter().filter_map(|id| state.project.document(id).cloned()).collect();
                native::write(&state.project, &documents)
            });
            exported_out(export_row(exported))
        })
        .into())
    }

    fn open_document(&self, id: &JsValue) -> Result<JsValue, JsValue> {
        let id = DocId::from(id.as_string().unwrap_or_default().as_str());
        let outcome = self.store.run(crate::session::Command::OpenArticle, Args::document(&id));
        if let Some(message) = outcome.refused {
            return Err(error(message));
        }
        let store = self.store.clone();
        Ok(promise(async move {
            effects::idle(&store).await;
            if store.with(|state| state.open.as_ref() == Some(&id)) {
                return Ok(JsValue::UNDEFINED);
            }
            Err(error(Message::new(Words::NotReadable, &[id])))
        })
        .into())
    }

    fn document(&self, id: &JsValue) -> Result<JsValue, JsValue> {
        let id =
            id.as_string().map(|id| DocId::from(id.as_str())).or_else(|| self.store.with(|state| state.open.clone()));
        let id = id.ok_or_else(|| error(Words::NoArticle))?;
        if self.store.with(|state| !state.project.entries.contains_key(&id)) {
            return Err(error(Message::new(Words::NoDocument, &[id])));
        }
        let text = self.store.with(|state| {
            let document = state.project.document(&id)?;
            Some(json::to_json(&native::line(&state.project, document, true)))
        });
        let text = text.ok_or_else(|| error(Message::new(Words::NotOpenYet, &[id])))?;
        plain(&text)
    }
}

/// Sees to it that documents are loaded.
async fn need(store: &Store, ids: &[DocId]) -> Result<(), JsValue> {
    let absent = |store: &Store| -> Vec<DocId> {
        store.with(|state| ids.iter().filter(|id| !state.project.loaded.contains_key(*id)).cloned().collect())
    };
    storing::load(store, absent(store), None).await;
    match absent(store).first() {
        Some(id) => Err(error(Message::new(Words::NotReadable, &[id]))),
        None => Ok(()),
    }
}

fn source_file(file: &JsValue) -> Result<SourceFile, JsValue> {
    let get = |key: &str| Reflect::get(file, &key.into()).unwrap_or(JsValue::UNDEFINED);
    let name = get("name").as_string().ok_or_else(|| error(Words::NeedsFile))?;
    let bytes = match get("text").as_string() {
        Some(text) => text.into_bytes(),
        None => get("bytes").dyn_into::<Uint8Array>().map_err(|_| error(Words::NeedsFile))?.to_vec(),
    };
    Ok(SourceFile { name, bytes })
}

/// Calls listeners when what they wait for has happened.
fn announce(store: &Store, listeners: &Listeners) -> Subscription {
    let listeners = listeners.clone();
    let seen = RefCell::new((0_u32, None::<DocId>, Saved::Yes));
    store.subscribe(move |state, _| {
        let now = (state.journal.seq, state.open.clone(), state.saved.clone());
        let before = seen.replace(now.clone());
        let mut events: Vec<(&str, String)> = Vec::new();
        if now.0 != before.0 {
            events.push(("change", state.said.1.text()));
        }
        if now.1 != before.1 {
            events.push(("open", now.1.as_ref().map(ToString::to_string).unwrap_or_default()));
        }
        match &now.2 {
            Saved::Yes if before.2 != Saved::Yes => events.push(("saved", Words::Saved.text().to_owned())),
            Saved::Failed(problem) if before.2 != now.2 => events.push(("error", Message::store(problem).text())),
            _ => {}
        }
        for (name, detail) in events {
            let called: Vec<Function> =
                listeners.borrow().all.iter().filter(|(_, event, _)| event == name).map(|(.., f)| f.clone()).collect();
            for callback in called {
                // Later, and on its own: a listener may call back in, and its faults are its own.
                let detail = JsValue::from(&detail);
                wasm_bindgen_futures::spawn_local(async move {
                    let event = Object::new();
                    let _ = Reflect::set(&event, &"detail".into(), &detail);
                    if let Err(fault) = callback.call1(&JsValue::NULL, &event) {
                        wasm_bindgen::throw_val(fault);
                    }
                });
            }
        }
    })
}
