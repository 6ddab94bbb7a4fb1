//! What is known of articles besides their text: showing and correcting it.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::model::{FieldFlaw, MetaField};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::{Dialog, Mistyped};

impl Turn<'_> {
    /// Shows what is known of the open article.
    pub(super) fn about_article(&mut self) {
        match self.state.document() {
            Some(_) => self.sheet(Dialog::Article(None)),
            None => self.refuse(Words::NotHere),
        }
    }

    /// Has a field of an article say something else; of several, where they are named or `field` is not its title.
    pub(super) fn set_article(&mut self, args: &Args) {
        let Some(name) = &args.field else {
            return self.refuse(Message::new(Words::NeedsArgument, &["set-article", "field"]));
        };
        let Some(field) = MetaField::parse(name) else { return self.refuse(Message::new(Words::NoMetaField, &[name])) };
        let typed = args.text.as_deref().unwrap_or_default();
        let value = match field.checked(typed) {
            Ok(value) => value,
            Err(flaw) => return self.mistyped(field, typed, flaw),
        };
        if let Some(Dialog::Article(wrong)) = &mut self.state.dialog
            && wrong.as_ref().is_some_and(|wrong| wrong.field == field)
        {
            *wrong = None;
        }
        let ids = match &args.ids {
            Some(_) => {
                let Some(ids) = self.meant_and_read(Command::SetArticle, args) else { return };
                ids
            }
            None => {
                let Some(id) = self.named(args) else { return };
                let absent = self.unloaded(&id);
                if self.ask_for(absent, Command::SetArticle, args.clone()) {
                    return;
                }
                vec![id]
            }
        };
        let transaction = commands::set_meta(&self.state.project, &ids, field, value.as_ref());
        // What it says already is nothing to complain about.
        if let Some(transaction) = transaction {
            let count = transaction.changes.len();
            if self.step(Some(transaction)) && ids.len() > 1 {
                let said = value.as_deref().unwrap_or("–");
                self.state.say(Message::new(Words::AboutsSet, &[count.to_string(), said.to_owned()]));
            }
        }
        if args.ids.is_some() {
            self.tell_unread(&ids);
            self.let_go_of_fetched(Command::SetArticle, args);
        }
    }

    /// What was typed stays in its field, with the reason why it was not kept.
    fn mistyped(&mut self, field: MetaField, typed: &str, flaw: FieldFlaw) {
        let quote = shorten(typed, 80);
        let why = match flaw {
            FieldFlaw::NoTitle => Words::AboutNoTitle.into(),
            FieldFlaw::TooLong(most) => Message::new(Words::AboutTooLong, &[most]),
            FieldFlaw::NoAddress => Message::new(Words::AboutNoAddress, &[quote]),
            FieldFlaw::NoLanguage => Message::new(Words::AboutNoLanguage, &[quote]),
        };
        if let Some(Dialog::Article(wrong)) = &mut self.state.dialog {
            *wrong = Some(Rc::new(Mistyped { field, typed: Rc::from(typed), why: why.clone() }));
        }
        self.refuse(why);
    }
}
