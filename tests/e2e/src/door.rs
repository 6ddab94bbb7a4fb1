//! The scripting door `window.manicule`, as a host page uses it.

use crate::page::Page;
use crate::span::Span;
use serde_json::{Value, json};
use std::path::Path;

/// Something the door threw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thrown {
    /// Whether it was an `Error`.
    pub is_error: bool,
    /// Its message.
    pub message: String,
}

/// A row of `documents()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The article's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How far the work is.
    pub status: String,
    /// How many annotations it has.
    pub spans: u64,
}

impl Page {
    /// Calls a function of the door and awaits its result.
    #[track_caller]
    pub fn call(&self, function: &str, arguments: Value) -> Value {
        self.try_call(function, arguments.clone()).unwrap_or_else(|thrown| {
            panic!("manicule.{function}(…{arguments}) threw {thrown:?}; {}", self.state());
        })
    }

    /// Calls a function of the door that may throw or reject.
    #[track_caller]
    pub fn try_call(&self, function: &str, arguments: Value) -> Result<Value, Thrown> {
        let script = "return (async ([name, args]) => {
            try { return { result: (await window.manicule[name](...args)) ?? null }; }
            catch (error) { return { is_error: error instanceof Error, message: String(error?.message ?? error) }; }
        })(arguments)";
        let answer = self.ask(script, &[json!(function), arguments]);
        match answer.get("result") {
            Some(result) => Ok(result.clone()),
            None => Err(Thrown {
                is_error: answer["is_error"] == true,
                message: answer["message"].as_str().unwrap_or_default().to_owned(),
            }),
        }
    }

    /// Does an action by its id; returns what it made.
    #[track_caller]
    pub fn dispatch(&self, action: &str, arguments: Value) -> Value {
        let made = self.call("dispatch", json!([action, arguments]));
        self.idle();
        made
    }

    /// The articles of the project, in their order.
    #[track_caller]
    pub fn documents(&self) -> Vec<Entry> {
        let documents = self.call("documents", json!([]));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let entry = |row: &Value| Entry {
            id: text(&row["id"]),
            title: text(&row["title"]),
            status: text(&row["status"]),
            spans: row["spans"].as_u64().unwrap_or_else(|| panic!("{row} counts no spans")),
        };
        documents.as_array().unwrap_or_else(|| panic!("not a list: {documents}")).iter().map(entry).collect()
    }

    /// The native line of the open article.
    #[track_caller]
    pub fn document(&self) -> Value {
        self.call("document", json!([]))
    }

    /// The annotations of the open article.
    #[track_caller]
    pub fn spans(&self) -> Vec<Span> {
        let document = self.document();
        let spans = document["spans"].as_array().unwrap_or_else(|| panic!("no spans in {document}"));
        spans.iter().map(Span::read).collect()
    }

    /// The annotation with this id.
    #[track_caller]
    pub fn span(&self, id: &str) -> Span {
        let spans = self.spans();
        let found = spans.iter().find(|span| span.id == id);
        found.unwrap_or_else(|| panic!("no annotation {id} among {spans:#?}")).clone()
    }

    /// The links of the open article.
    #[track_caller]
    pub fn relations(&self) -> Vec<Value> {
        self.document()["relations"].as_array().cloned().unwrap_or_default()
    }

    /// The whole project in the native format.
    #[track_caller]
    pub fn export(&self) -> String {
        self.export_with(json!({}))
    }

    /// An export in the native format with options.
    #[track_caller]
    pub fn export_with(&self, options: Value) -> String {
        let exported = self.call("exportFiles", json!(["native", options]));
        let files = exported["files"].as_array().unwrap_or_else(|| panic!("no files in {exported}"));
        let text = |file: &Value| file["text"].as_str().unwrap_or_else(|| panic!("no text in {file}")).to_owned();
        files.iter().map(text).collect()
    }

    /// Imports one file and opens what came of it. Returns the article's id.
    #[track_caller]
    pub fn import(&self, name: &str, text: &str) -> String {
        self.arrived(|| {
            self.call("importFiles", json!([[{ "name": name, "text": text }]]));
        })
    }

    /// Opens a file through the page's own file input, as a person does, and then the article that came of it.
    #[track_caller]
    pub fn upload(&self, file: &Path) -> String {
        self.arrived(|| self.browser().choose_file("input[type=file][data-action=\"import-files\"]", file))
    }

    /// Waits for the one article that a deed brings, and opens it in the queue if it is not open.
    #[track_caller]
    pub fn arrived(&self, deed: impl FnOnce()) -> String {
        let before = self.documents();
        deed();
        let new = self.until("one more article in the queue", || {
            self.documents().into_iter().find(|entry| !before.iter().any(|known| known.id == entry.id))
        });
        self.idle();
        if self.article() != new.id {
            self.open_article(&new.id);
        }
        new.id
    }

    /// The id of the open article, as the page shows it.
    #[track_caller]
    pub fn article(&self) -> String {
        let id = self.ask("return document.querySelector('[data-document]')?.dataset.document ?? ''", &[]);
        id.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks an article in the queue.
    #[track_caller]
    pub fn open_article(&self, id: &str) {
        self.click_selector(&format!("[data-entry=\"{id}\"]"));
        self.until("the article to open", || (self.article() == id).then_some(()));
        self.idle();
    }
}
