//! The label schema: changed beside the project, and kept as one step, with what is annotated under it.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::edit::reshape::Reshape;
use crate::formats::native;
use crate::model::{AttributeName, LabelId, Schema, ready_schemas};
use crate::session::action::{Args, SourceFile};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::projects::schema_for;
use crate::session::schema_draft::{Asked, Owner, SchemaDraft, Target, in_articles, no_such};
use crate::session::state::Dialog;

/// The name by which no schema at all is begun with.
pub const EMPTY: &str = "empty";

impl Turn<'_> {
    /// Shows the schema, to be looked at and changed.
    pub(super) fn schemas(&mut self) {
        if self.labels_are_fixed() {
            return self.refuse(Words::TaskLabelsAllFixed);
        }
        self.sheet(Dialog::Schemas);
        let untouched = self.state.draft.as_ref().is_none_or(|draft| !draft.is_changed());
        if self.state.dialog != Some(Dialog::Schemas) {
            return;
        }
        if untouched {
            self.state.draft = Some(Rc::new(SchemaDraft::of(&self.state.project)));
        } else {
            // It may have waited for long.
            self.put(self.draft());
        }
    }

    /// Takes the ready label schema that the arguments name; without a name, shows which there are.
    pub(super) fn use_schema(&mut self, args: &Args) {
        let Some(name) = &args.kind else { return self.schemas() };
        let wanted = ready_schemas::ready().into_iter().find(|schema| *schema.id == **name);
        let Some(wanted) = wanted else { return self.refuse(Message::new(Words::NoSchema, &[name])) };
        if self.state.draft.as_ref().is_some_and(|draft| draft.is_changed()) {
            return self.refuse(Words::SchemaUnkept);
        }
        self.state.dialog = None;
        self.state.draft = None;
        // It may be in use already: nothing to change, nothing to complain about.
        if let Some(step) = commands::use_schema(&self.state.project, &wanted) {
            self.step(Some(step));
        }
    }

    /// Gives something in the sheet the focus, while it is up: what had it may be gone.
    pub(super) fn focus_sheet(&mut self, field: &'static str) {
        if self.state.dialog == Some(Dialog::Schemas) {
            self.effects.push(Effect::Focus(field));
        }
    }

    /// The schema under change; one is begun where there is none.
    fn draft(&self) -> SchemaDraft {
        self.state.draft.as_ref().map_or_else(|| SchemaDraft::of(&self.state.project), |draft| (**draft).clone())
    }

    /// Puts the schema under change back, counted anew. Documents that have to be read for that are asked for.
    pub(super) fn put(&mut self, mut draft: SchemaDraft) {
        draft.recount(&self.state.project);
        let (asks, reshape) = (draft.unread > 0 && draft.touches_names(), draft.reshape.clone());
        draft.counting |= asks;
        self.state.draft = Some(Rc::new(draft));
        if asks {
            let unread = commands::unread(&self.state.project, &reshape);
            self.ask_for(unread, Command::SchemaCount, Args::default());
        }
    }

    /// Does a change of the draft, or says why not.
    fn redraft(&mut self, args: &Args, deed: impl FnOnce(&mut SchemaDraft) -> Result<(), Message>) -> bool {
        let mut draft = self.draft();
        let done = draft.change(deed);
        if let Err(why) = &done {
            self.refuse(why.clone());
            draft.told = Some((Target::of(args), args.field.clone().unwrap_or_default(), why.clone()));
            // A script that is refused begins nothing.
            if self.state.draft.is_none() {
                return false;
            }
        }
        self.put(draft);
        done.is_ok()
    }

    /// Counts what the schema under change touches, now that what had to be read is read, or cannot be.
    pub(super) fn schema_count(&mut self) {
        let Some(draft) = &self.state.draft else { return self.refuse(Words::SchemaNothing) };
        let mut draft = (**draft).clone();
        draft.counting = false;
        // What else has to be read for the next change is asked for anew.
        self.state.waiting.retain(|waiting| waiting.then.0 != Command::SchemaCount);
        draft.recount(&self.state.project);
        self.state.draft = Some(Rc::new(draft));
    }

    /// Shows another thing of the schema; or looks for labels by what they are called.
    pub(super) fn schema_pick(&mut self, args: &Args) {
        let mut draft = self.draft();
        if let Some(query) = &args.text {
            draft.query = Rc::from(query.as_str());
        } else {
            let owner = match args.field.as_deref() {
                Some("document") => Owner::Document,
                Some("schema") => Owner::Schema,
                _ => Target::of(args).owner,
            };
            let there = match &owner {
                Owner::Label(id) => draft.next().label(id).is_some(),
                Owner::Relation(id) => draft.next().relation(id).is_some(),
                Owner::Schema | Owner::Document => true,
            };
            if !there {
                return self.refuse(no_such(&owner));
            }
            draft.pick = owner;
            (draft.asked, draft.told) = (None, None);
        }
        self.state.draft = Some(Rc::new(draft));
    }

    pub(super) fn schema_add(&mut self, args: &Args) {
        let what = args.field.as_deref().unwrap_or("label").to_owned();
        let mut made = None;
        let done = self.redraft(args, |draft| {
            let id = draft.add(&what, &Target::of(args), args.text.as_deref())?;
            made = Some(id);
            Ok(())
        });
        if done {
            self.outcome.made.clone_from(&made);
            // What is new is called something first.
            let field = if what == "attribute" { "schema-attribute" } else { "schema-name" };
            self.focus_sheet(field);
        }
    }

    pub(super) fn schema_set(&mut self, args: &Args) {
        let Some(field) = args.field.clone() else {
            return self.refuse(Message::new(Words::NeedsArgument, &["schema-set", "field"]));
        };
        let values = args.values.clone().unwrap_or_else(|| args.text.iter().cloned().collect());
        let target = Target::of(args);
        if self.redraft(args, |draft| draft.set(&target, &field, &values)) && field == "key" {
            self.tell_lost_key(&target);
        }
    }

    /// A command loses a key to a label: that is told at once.
    fn tell_lost_key(&mut self, target: &Target) {
        let Some(draft) = &self.state.draft else { return };
        let Owner::Label(id) = &target.owner else { return };
        let lost = draft.next().label(id).and_then(|label| crate::session::keymap::lost_to(self.state, label));
        if let Some(lost) = lost {
            self.state.say(lost);
        }
    }

    pub(super) fn schema_place(&mut self, args: &Args) {
        let place = args.step.and_then(|step| usize::try_from(step).ok()).unwrap_or(usize::MAX);
        self.redraft(args, |draft| draft.put_at(&Target::of(args), place));
    }

    /// Takes something out. A label that something carries needs to be told what becomes of that: it moves to another one
    /// (`to`), or is deleted (`field: annotations`).
    pub(super) fn schema_remove(&mut self, args: &Args) {
        let target = Target::of(args);
        let (Owner::Label(label), None) = (&target.owner, &target.attribute) else {
            self.redraft(args, |draft| draft.remove(&target));
            if target.attribute.is_none() {
                self.focus_sheet("schema-pick");
            }
            return;
        };
        if let Some(to) = &args.to {
            return self.schema_merge(&Args { to: Some(to.clone()), ..Args::label(label.as_str()) });
        }
        let deleted = args.field.as_deref() == Some("annotations");
        if !deleted {
            let unread = commands::unread(&self.state.project, &self.draft().reshape);
            if self.ask_for(unread, Command::SchemaRemove, args.clone()) {
                return;
            }
            let mut draft = self.draft();
            let (annotations, documents) = commands::carried(&self.state.project, &draft.reshape, label);
            if annotations > 0 {
                let name = draft.next().label(label).map_or_else(|| label.to_string(), |label| label.name.to_string());
                draft.asked = Some(Asked { label: label.clone(), annotations, documents });
                draft.pick = Owner::Label(label.clone());
                self.put(draft);
                self.focus_sheet("schema-asked");
                return self.refuse(Message::new(Words::SchemaCarried, &[name, in_articles(annotations, documents)]));
            }
        }
        let done = self.redraft(args, |draft| {
            if draft.reshape.remove_label(label, deleted) { Ok(()) } else { Err(no_such(&target.owner)) }
        });
        if done {
            self.focus_sheet("schema-pick");
        }
    }

    pub(super) fn schema_merge(&mut self, args: &Args) {
        let (Some(from), Some(to)) = (&args.label, &args.to) else {
            return self.refuse(Message::new(Words::NeedsArgument, &["schema-merge", "label, to"]));
        };
        let (from, to) = (LabelId::from(from.as_str()), LabelId::from(to.as_str()));
        self.redraft(args, |draft| {
            if let Some(lost) = [&from, &to].into_iter().find(|id| draft.next().label(id).is_none()) {
                return Err(no_such(&Owner::Label(lost.clone())));
            }
            if !draft.reshape.merge_label(&from, &to) {
                return Err(Words::SchemaSelf.into());
            }
            draft.pick = Owner::Label(to);
            Ok(())
        });
        self.focus_sheet("schema-pick");
    }

    pub(super) fn schema_split(&mut self, args: &Args) {
        let value = args.values.as_ref().and_then(|values| values.first()).cloned();
        let (Some(from), Some(name), Some(value)) = (&args.label, &args.attribute, value) else {
            return self.refuse(Message::new(Words::NeedsArgument, &["schema-split", "label, attribute, values"]));
        };
        let (from, name) = (LabelId::from(from.as_str()), AttributeName::from(name.as_str()));
        let mut made = None;
        self.redraft(args, |draft| {
            made = Some(draft.split(&from, &name, &value, args.text.as_deref())?);
            Ok(())
        });
        self.outcome.made = made;
    }

    /// Says what becomes of values of an attribute, or of all that is said of it.
    pub(super) fn schema_value(&mut self, args: &Args) {
        if args.attribute.is_none() {
            return self.refuse(Message::new(Words::NeedsArgument, &["schema-value", "attribute"]));
        }
        let values = args.values.clone().unwrap_or_default();
        self.redraft(args, |draft| draft.move_values(&Target::of(args), &values, args.to.as_deref()));
    }

    /// Takes the last change of the draft back.
    pub(super) fn schema_back(&mut self) {
        let mut draft = self.draft();
        if draft.go_back() {
            // Its button has nothing more to do.
            if !draft.has_past() {
                self.focus_sheet("schema-pick");
            }
            self.put(draft);
        } else {
            self.refuse(Words::NothingToUndo);
        }
    }

    /// Lets all changes go.
    pub(super) fn schema_drop(&mut self) {
        self.state.draft = Some(Rc::new(self.draft().again(&self.state.project)));
        self.focus_sheet("schema-pick");
        self.state.say(Words::SchemaDropped);
    }

    /// Begins with a ready schema, or with none at all.
    pub(super) fn schema_take(&mut self, args: &Args) {
        let name = args.kind.clone().unwrap_or_default();
        let Some(wanted) = schema_for(&name) else { return self.refuse(Message::new(Words::NoSchema, &[name])) };
        self.take_schema(&wanted);
        self.focus_sheet("schema-pick");
    }

    /// Puts a schema in the place of the draft's; what the project has besides stays, or is retired.
    fn take_schema(&mut self, wanted: &Schema) {
        let mut draft = self.draft().again(&self.state.project);
        draft.replace(commands::taken(&self.state.project, wanted, &ready_schemas::ready()));
        self.put(draft);
    }

    /// Reads a schema from a text; without one, lets the person choose a file.
    pub(super) fn schema_import(&mut self, args: &Args) {
        match &args.text {
            Some(text) => self.read_schema("", text),
            None => self.effects.push(Effect::ChooseFiles),
        }
    }

    /// Takes schema files out of those that were given, and reads the first of them.
    pub(super) fn schema_files(&mut self, files: Vec<SourceFile>) -> Option<Vec<SourceFile>> {
        let text = |file: &SourceFile| String::from_utf8(file.bytes.clone()).unwrap_or_default();
        let is_schema = |file: &SourceFile| file.bytes.len() < 6_000_000 && native::is_schema_file(&text(file));
        let (schemas, rest): (Vec<_>, Vec<_>) = files.into_iter().partition(is_schema);
        let Some(first) = schemas.first() else { return Some(rest) };
        self.read_schema(&first.name, &text(first));
        (!rest.is_empty()).then_some(rest)
    }

    fn read_schema(&mut self, file: &str, text: &str) {
        let mut draft = self.draft();
        if draft.is_changed() {
            draft.told = Some((Target::of(&Args::default()), String::new(), Words::SchemaUnkept.into()));
            self.state.draft = Some(Rc::new(draft));
            return self.refuse(Words::SchemaUnkept);
        }
        match native::read_schema(file, text) {
            Ok(schema) => {
                self.take_schema(&schema);
                self.state.dialog = Some(Dialog::Schemas);
                self.state
                    .say(Message::new(Words::SchemaRead, &[schema.name.to_string(), schema.labels.len().to_string()]));
            }
            Err(issues) => {
                let first = issues.first().map_or_else(|| Words::NothingAdded.into(), Message::issue);
                self.refuse(first);
                self.outcome.issues.clone_from(&issues);
                self.state.dialog = Some(Dialog::Report(Rc::new(issues)));
            }
        }
    }

    /// Saves the project's schema to a file.
    pub(super) fn schema_export(&mut self) {
        let file = native::write_schema(&self.state.project.schema);
        self.state.say(Message::new(Words::SchemaSaved, &[&file.name]));
        self.effects.push(Effect::Download { name: file.name, media_type: "application/json", text: file.text });
    }

    /// Keeps the schema under change, and moves what is annotated under it: one step.
    pub(super) fn schema_keep(&mut self, args: &Args) {
        let Some(draft) = self.state.draft.clone().filter(|draft| draft.is_changed()) else {
            return self.refuse(Words::SchemaNothing);
        };
        if draft.is_behind(&self.state.project) {
            return self.refuse(Words::SchemaElsewhere);
        }
        let mut counted = (*draft).clone();
        counted.recount(&self.state.project);
        if let Some(finding) = counted.findings.first() {
            return self.refuse(Message::finding(finding));
        }
        let unread = commands::unread(&self.state.project, &draft.reshape);
        if !draft.reshape.moves.is_empty() && self.ask_for(unread.clone(), Command::SchemaKeep, args.clone()) {
            return;
        }
        let (held, last) = (self.state.held.clone(), self.state.last_label.clone());
        let step = commands::change_schema(&self.state.project, &draft.reshape, self.fresh);
        if !self.step(step) {
            return;
        }
        self.follow_labels(&draft.reshape, held, last);
        self.state.draft = Some(Rc::new(draft.again(&self.state.project)));
        self.focus_sheet("schema-pick");
        if !unread.is_empty() && !draft.reshape.moves.is_empty() {
            self.state.say(Message::new(Words::SchemaKeptPartly, &[unread.len()]));
        }
    }

    /// What is held, repeated and seen goes on under the names that labels have now.
    fn follow_labels(&mut self, reshape: &Reshape, held: Option<LabelId>, last: Option<LabelId>) {
        self.state.held = held.and_then(|label| reshape.follows(&label));
        let last = last.and_then(|label| reshape.follows(&label));
        self.state.filter = Rc::new(self.state.filter.followed(|label| reshape.follows(label)));
        if self.state.last_label != last {
            self.state.last_label = last;
            self.remember();
        }
    }

    /// What is held or repeated is a label that can be put on something.
    pub(super) fn let_go_of_labels(&mut self) {
        let schema = self.state.project.schema.clone();
        let offered = |id: &LabelId| schema.label(id).is_some_and(|label| !label.retired);
        self.state.held = self.state.held.take().filter(offered);
        self.state.last_label = self.state.last_label.take().filter(offered);
        if let Some(draft) = self.state.draft.clone().filter(|draft| !draft.is_changed()) {
            self.state.draft = Some(Rc::new(draft.again(&self.state.project)));
        }
    }
}
