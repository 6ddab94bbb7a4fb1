//! What keeping a changed schema will do, in sentences: before it is done, and with numbers.

use std::rc::Rc;

use super::attributes::owner_of;
use super::{SchemaDraft, Target};
use crate::edit::commands::{KindTouch, Touch, ValueTouch};
use crate::edit::reshape::{Fate, Holder, attributes_of};
use crate::model::{AttributeKind, AttributeName, KindId, LabelId, Schema};
use crate::session::messages::{Message, Words};

/// Values of an attribute that do not fit any more and are told of one by one; of more, only so many are named.
const EACH: usize = 12;
const SOME: usize = 4;

/// A value, or all values of an attribute, that do not fit any more: what can become of them is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// The attribute.
    pub target: Target,
    /// The value; nothing for all.
    pub value: Option<Rc<str>>,
    /// What it could become.
    pub choices: Vec<Rc<str>>,
}

/// So many annotations in so many articles.
#[must_use]
pub fn in_articles(annotations: usize, documents: usize) -> String {
    let what = counted(annotations, Words::OneAnnotation, Words::ManyAnnotations);
    format!("{what} {}", counted(documents, Words::InOneArticle, Words::InManyArticles))
}

fn counted(count: usize, one: Words, many: Words) -> String {
    if count == 1 { one.text().to_owned() } else { Message::new(many, &[count]).text() }
}

/// How much says a value: annotations, links or articles.
fn said_in(touch: &ValueTouch) -> String {
    match touch.of {
        Holder::Label(_) => in_articles(touch.things, touch.documents),
        Holder::Kind(_) => {
            let links = counted(touch.things, Words::OneLink, Words::ManyLinks);
            format!("{links} {}", counted(touch.documents, Words::InOneArticle, Words::InManyArticles))
        }
        Holder::Document => counted(touch.documents, Words::OneArticle, Words::ManyArticles),
    }
}

/// The values of a kind that has only some.
fn choices(kind: &AttributeKind) -> Vec<Rc<str>> {
    match kind {
        AttributeKind::Choice(all) | AttributeKind::Many(all) => all.clone(),
        AttributeKind::Scale(most) => (0..=*most).map(|step| Rc::from(step.to_string())).collect(),
        AttributeKind::Flag => vec![Rc::from("true"), Rc::from("false")],
        _ => Vec::new(),
    }
}

impl SchemaDraft {
    /// What keeping it will do to what is there, a sentence for each label, relation kind and value that is touched; where a
    /// value does not fit any more, with what can be said of that.
    #[must_use]
    pub fn preview(&self) -> Vec<(Message, Option<Stray>)> {
        let mut told: Vec<(Message, Option<Stray>)> = Vec::new();
        told.extend(self.touches.0.iter().map(|touch| (self.of_label(touch), None)));
        told.extend(self.touches.1.iter().map(|touch| (self.of_kind(touch), None)));
        self.tell_values(&mut told);
        if self.unread > 0 && self.counting {
            told.push((Message::new(Words::TouchCounting, &[self.unread]), None));
        } else if self.unread > 0 && self.touches_names() {
            told.push((Message::new(Words::TouchUnread, &[self.unread]), None));
        }
        told
    }

    fn tell_values(&self, told: &mut Vec<(Message, Option<Stray>)>) {
        for touch in &self.values {
            let (holder, title) = self.called(touch);
            let (value, count) = (touch.value.to_string(), said_in(touch));
            match &touch.fate {
                Fate::Becomes(to) => {
                    told.push((Message::new(Words::TouchValue, &[holder, title, value, count, to.to_string()]), None));
                }
                Fate::Gone => told.push((Message::new(Words::TouchValueGone, &[holder, title, value, count]), None)),
                // What is said of one attribute is told of once.
                Fate::Under(_) | Fate::Stray => {}
            }
        }
        let mut seen: Vec<(&Holder, &AttributeName, bool)> = Vec::new();
        for touch in &self.values {
            let stray = match touch.fate {
                Fate::Stray => true,
                Fate::Under(_) => false,
                Fate::Becomes(_) | Fate::Gone => continue,
            };
            let key = (&touch.of, &touch.name, stray);
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let alike = self.values.iter().filter(|other| {
                (&other.of, &other.name) == (&touch.of, &touch.name)
                    && std::mem::discriminant(&other.fate) == std::mem::discriminant(&touch.fate)
            });
            let alike: Vec<&ValueTouch> = alike.collect();
            if stray { self.tell_strays(told, &alike) } else { self.tell_renamed(told, &alike) }
        }
    }

    /// What is said of an attribute that has another id from now on.
    fn tell_renamed(&self, told: &mut Vec<(Message, Option<Stray>)>, alike: &[&ValueTouch]) {
        if let Some(first) = alike.first()
            && let Fate::Under(to) = &first.fate
        {
            let (holder, title) = self.called(first);
            let count = alike.iter().map(|touch| touch.things).sum::<usize>().to_string();
            told.push((Message::new(Words::TouchAttributeId, &[holder, title, count, to.to_string()]), None));
        }
    }

    /// Values of one attribute that do not fit any more: each, where there are few and others that they could become; else all
    /// together.
    fn tell_strays(&self, told: &mut Vec<(Message, Option<Stray>)>, alike: &[&ValueTouch]) {
        let Some(first) = alike.first() else { return };
        let (holder, title) = self.called(first);
        let target = Target { owner: owner_of(&first.of), attribute: Some(first.name.clone()) };
        let known = attributes_of(self.next(), &first.of).iter().find(|attribute| attribute.name == first.name);
        let choices = known.map_or_else(Vec::new, |attribute| choices(&attribute.kind));
        if alike.len() <= EACH && (!choices.is_empty() || alike.len() == 1) {
            for touch in alike {
                let facts = [holder.clone(), title.clone(), touch.value.to_string(), said_in(touch)];
                let stray =
                    Stray { target: target.clone(), value: Some(touch.value.clone()), choices: choices.clone() };
                told.push((Message::new(Words::TouchStray, &facts), Some(stray)));
            }
            return;
        }
        let some: Vec<String> = alike.iter().take(SOME).map(|touch| format!("“{}”", touch.value)).collect();
        let things = alike.iter().map(|touch| touch.things).sum::<usize>();
        let facts = [holder, title, things.to_string(), some.join(", ")];
        told.push((Message::new(Words::TouchStrays, &facts), Some(Stray { target, value: None, choices: Vec::new() })));
    }

    /// What a value hangs on, and its attribute, as people call them.
    fn called(&self, touch: &ValueTouch) -> (String, String) {
        let known = |schema: &Schema| attributes_of(schema, &touch.of).iter().find(|a| a.name == touch.name).cloned();
        let attribute = known(self.next()).or_else(|| known(&self.base));
        let title = attribute.map_or_else(|| touch.name.to_string(), |attribute| attribute.title.to_string());
        let holder = match &touch.of {
            Holder::Label(id) => self.label_name(id).to_string(),
            Holder::Kind(id) => self.next().relation(id).map_or_else(|| id.to_string(), |kind| kind.name.to_string()),
            Holder::Document => Words::PaneArticle.text().to_owned(),
        };
        (holder, title)
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
