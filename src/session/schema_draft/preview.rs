//! What keeping a changed schema will do, in sentences: before it is done, and with numbers.

use std::rc::Rc;

use super::SchemaDraft;
use crate::edit::commands::{KindTouch, Touch};
use crate::model::{KindId, LabelId};
use crate::session::messages::{Message, Words};

/// So many annotations in so many articles.
#[must_use]
pub fn in_articles(annotations: usize, documents: usize) -> String {
    let what = counted(annotations, Words::OneAnnotation, Words::ManyAnnotations);
    format!("{what} {}", counted(documents, Words::InOneArticle, Words::InManyArticles))
}

fn counted(count: usize, one: Words, many: Words) -> String {
    if count == 1 { one.text().to_owned() } else { Message::new(many, &[count]).text() }
}

impl SchemaDraft {
    /// What keeping it will do to what is there, a sentence for each label and relation kind that is touched.
    #[must_use]
    pub fn preview(&self) -> Vec<Message> {
        let mut told: Vec<Message> = self.touches.0.iter().map(|touch| self.of_label(touch)).collect();
        told.extend(self.touches.1.iter().map(|touch| self.of_kind(touch)));
        if self.unread > 0 && self.counting {
            told.push(Message::new(Words::TouchCounting, &[self.unread]));
        } else if self.unread > 0 && self.touches_names() {
            told.push(Message::new(Words::TouchUnread, &[self.unread]));
        }
        told
    }

    fn of_label(&self, touch: &Touch) -> Message {
        let before = self.base.label(&touch.from).map_or_else(|| Rc::from(touch.from.as_str()), |l| l.name.clone());
        let count = in_articles(touch.annotations, touch.documents);
        let Some(to) = &touch.to else {
            let links = counted(touch.relations, Words::OneLink, Words::ManyLinks);
            return match touch.relations {
                0 => Message::new(Words::TouchGone, &[&*before, &count]),
                _ => Message::new(Words::TouchGoneLinked, &[&*before, &count, &links]),
            };
        };
        let after = self.label_name(to);
        let retired = self.next().label(to).is_some_and(|label| label.retired);
        let words = match (*to == touch.from || before == after, before == after) {
            (_, true) if retired => return Message::new(Words::TouchRetired, &[&*before, &count]),
            (true, true) => Words::TouchId,
            (true, false) => Words::TouchCalled,
            (false, _) => Words::TouchBecome,
        };
        let after = if words == Words::TouchId { Rc::from(to.as_str()) } else { after };
        Message::new(words, &[&*before, &count, &after])
    }

    fn of_kind(&self, touch: &KindTouch) -> Message {
        let name = |schema: &crate::model::Schema, id: &KindId| {
            schema.relation(id).map_or_else(|| id.to_string(), |kind| kind.name.to_string())
        };
        let before = name(&self.base, &touch.from);
        let links = counted(touch.relations, Words::OneLink, Words::ManyLinks);
        let count = format!("{links} {}", counted(touch.documents, Words::InOneArticle, Words::InManyArticles));
        match &touch.to {
            None => Message::new(Words::TouchGone, &[before, count]),
            Some(to) => Message::new(Words::TouchCalled, &[before, count, name(self.next(), to)]),
        }
    }

    fn label_name(&self, id: &LabelId) -> Rc<str> {
        self.next().label(id).map_or_else(|| Rc::from(id.as_str()), |label| label.name.clone())
    }
}
