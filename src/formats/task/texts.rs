//! From an article of a task to documents.

use std::rc::Rc;

use super::read::LIMIT;
use super::{Article, Source, is_web_page};
use crate::formats::{Imported, Issue, Problem, native};
use crate::intake::{decode, plain};
use crate::model::{DocId, Document, PersonId};

/// The documents of an article: of one with its text in the task, or of the bytes of its file. Whoever they were marked by,
/// the work that begins is `annotator`'s. What could not be read as it stands is told.
#[must_use]
pub fn documents(article: &Article, bytes: Option<Vec<u8>>, annotator: PersonId, schema_version: u32) -> Imported {
    let (name, decoded) = match (&article.source, bytes) {
        (Source::Text(text), _) => ("", Ok(decode::Decoded { text: text.to_string(), surrogates: 0 })),
        (Source::File(name), Some(bytes)) if bytes.len() > LIMIT => {
            return told(name, Problem::TooLarge { limit: LIMIT });
        }
        (Source::File(name), Some(bytes)) => (&**name, decode::decode(bytes)),
        (Source::File(name), None) => return told(name, Problem::Unreadable { what: article.id.to_string() }),
    };
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(error) => return told(name, Problem::NotText { byte: error.byte }),
    };
    if !name.is_empty() && is_web_page(&decoded.text) {
        return told(name, Problem::WebPage);
    }
    if !name.is_empty() && native::is_lines(name, &decoded.text) {
        let mut imported = native::read(name, &decoded.text);
        if imported.documents.is_empty() && imported.issues.is_empty() {
            return told(name, Problem::Empty);
        }
        for document in &mut imported.documents {
            begun(Rc::make_mut(document), annotator);
        }
        return imported;
    }
    let Some(mut document) = plain::document(&decoded.text, decoded.surrogates, name, schema_version) else {
        return told(name, Problem::Empty);
    };
    document.id = DocId::from(&*article.id);
    let meta = Rc::make_mut(&mut document.meta);
    if let Some(title) = &article.title {
        meta.title = title.clone();
    }
    // What the task does not say may stand in the text.
    meta.language = article.language.clone().or(meta.language.take());
    meta.source_url = article.url.clone().or(meta.source_url.take());
    begun(&mut document, annotator);
    Imported { documents: vec![Rc::new(document)], ..Imported::default() }
}

fn begun(document: &mut Document, annotator: PersonId) {
    Rc::make_mut(&mut document.meta).annotator = Some(annotator);
}

fn told(file: &str, problem: Problem) -> Imported {
    let issue = Issue { file: file.to_owned(), line: 0, path: String::new(), problem };
    Imported { issues: vec![issue], ..Imported::default() }
}
