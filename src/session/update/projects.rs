//! Several projects in one browser: each page load is of one. Another is opened by loading the page anew, so that nothing of
//! one can get into the other.

use std::rc::Rc;

use super::Turn;
use super::meeting::made_of;
use crate::edit::commands;
use crate::formats::Imported;
use crate::model::{About, Project, ProjectId};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::projects::{Asked, Contents, NewProject, Projects, Spared, schema_for, shown, tidy};
use crate::session::state::{Dialog, State};
use crate::storage::SessionRecord;
use crate::storage::projects::{Listed, beginning, first_session};
use crate::storage::snapshot::CardRecord;

/// What `field` says where files are to be chosen for a new project, and where a project is to be deleted without asking.
const FILES: &str = "files";
const NOW: &str = "now";

impl Turn<'_> {
    /// Shows the list of projects, read anew.
    pub(super) fn projects(&mut self) {
        self.sheet(Dialog::Projects(Rc::default()));
        if self.sheet_of_projects().is_some() {
            self.effects.push(Effect::ListProjects);
        }
    }

    fn sheet_of_projects(&mut self) -> Option<&mut Projects> {
        match &mut self.state.dialog {
            Some(Dialog::Projects(open)) => Some(Rc::make_mut(open)),
            _ => None,
        }
    }

    /// The list was read.
    #[inline(never)] // so that it can travel later
    pub(super) fn projects_listed(&mut self, listed: Vec<Listed>) {
        let Some(open) = self.sheet_of_projects() else { return };
        // The one that was used before this is a key away; who is in the sheet already stays where they are.
        if open.listed.replace(Rc::new(listed)).is_none() {
            self.effects.push(Effect::Focus("project-first"));
        }
    }

    /// Why something is not done is said in the sheet as well.
    fn refuse_in_sheet(&mut self, message: impl Into<Message>) {
        let message = message.into();
        if let Some(open) = self.sheet_of_projects() {
            open.told = Some(message.clone());
        }
        self.refuse(message);
    }

    /// The project that the arguments name; refused where they name none.
    fn project_named(&mut self, args: &Args, command: &str) -> Option<String> {
        if args.id.is_none() {
            self.refuse(Message::new(Words::NeedsArgument, &[command, "id"]));
        }
        args.id.clone()
    }

    pub(super) fn open_project(&mut self, args: &Args) {
        let Some(id) = self.project_named(args, "open-project") else { return };
        if self.state.is_of(&id) {
            self.sheet_of_projects().is_some().then(|| self.state.dialog = None);
            return self.state.say(Words::ProjectOpenHere);
        }
        self.effects.push(Effect::OpenProject(id));
    }

    pub(super) fn rename_project(&mut self, args: &Args) {
        let Some(text) = &args.text else {
            return self.refuse(Message::new(Words::NeedsArgument, &["rename-project", "text"]));
        };
        let name = tidy(text).unwrap_or_else(|| Words::Untitled.text().to_owned());
        let step = commands::rename_project(&self.state.project, &name);
        if self.step(step) {
            // The list is drawn from the project itself where it is open.
            let listed = self.sheet_of_projects().map(|_| Effect::ListProjects);
            self.effects.extend(listed);
        }
    }

    /// Saves a project that is not open as it is stored; the open one as an export.
    pub(super) fn save_project(&mut self, args: Args) {
        let Some(id) = self.project_named(&args, "save-project") else { return };
        if self.state.is_of(&id) {
            return self.export(Command::Export, Args::default());
        }
        self.state.say(Words::StoredSaved);
        self.effects.push(Effect::SaveProject(id));
    }

    /// Makes a project, empty or of files that are chosen next, and opens it.
    pub(super) fn new_project(&mut self, args: &Args) {
        let from_files = args.field.as_deref() == Some(FILES);
        let kind = args.kind.as_deref().filter(|kind| !kind.is_empty());
        let plain = Project::new(ProjectId::from_bits(self.fresh.bits()), "");
        let schema = match kind.map(|kind| schema_for(kind).ok_or(kind)) {
            None => plain.schema.clone(),
            Some(Ok(schema)) => Rc::new(schema),
            Some(Err(kind)) => return self.refuse_in_sheet(Message::new(Words::NoSchema, &[kind])),
        };
        let name = args.text.as_deref().and_then(tidy);
        if from_files {
            let Some(open) = self.sheet_of_projects() else { return self.refuse(Words::ProjectFilesInSheet) };
            open.into = Some(NewProject { name: Rc::from(name.unwrap_or_default()), schema });
            open.told = None;
            return self.effects.push(Effect::ChooseFiles);
        }
        let name = name.unwrap_or_else(|| Words::Untitled.text().to_owned());
        let project = Project { name: Rc::from(name), schema, ..plain };
        self.make_project(&project, true);
    }

    /// Makes a project of what was read from files.
    #[inline(never)] // so that it can travel later
    pub(super) fn make_of_files(&mut self, imported: Imported, new: NewProject) {
        let plain = Project::new(ProjectId::from_bits(self.fresh.bits()), "");
        let told = imported.project.as_ref().map_or_else(|| plain.about(), |(_, about)| about.clone());
        let About { name, guidelines } = told;
        let schema = imported.schemas.first().cloned().unwrap_or(new.schema);
        let names = [&*new.name, &*name, imported.documents.first().map_or("", |document| &document.meta.title)];
        let name = names.into_iter().find_map(tidy).unwrap_or_else(|| Words::Untitled.text().to_owned());
        let begun = Project { name: Rc::from(name), guidelines, schema, ..plain };
        let (project, issues) = made_of(&begun, self.state.me, imported);
        let whole = issues.is_empty();
        if !whole {
            self.outcome.issues.clone_from(&issues);
            self.state.dialog = Some(Dialog::Report(Rc::new(issues)));
        }
        let Some(project) = project else { return self.refuse_in_sheet(Words::NothingAdded) };
        // What could not be read is looked at first.
        self.make_project(&project, whole);
        if !whole {
            let facts = [project.name.to_string(), project.order.len().to_string()];
            self.state.say(Message::new(Words::ProjectMadeWithIssues, &facts));
        }
    }

    /// Has a project written; it is opened when that is done, where `open` says so.
    fn make_project(&mut self, project: &Project, open: bool) {
        let me = self.state.me;
        let mut project = project.clone();
        // Who is here is so in the new project, with their name.
        if let Some(person) = self.state.project.people.get(&me).filter(|person| !person.name.is_empty()) {
            project.people.insert(me, person.clone());
        }
        let now = self.state.session();
        let (name, articles) = (project.name.to_string(), project.order.len());
        let done = project.entries.values().filter(|entry| entry.status.is_done()).count();
        let card = CardRecord { name, articles, done, at: self.fresh.now.to_string() };
        let session = SessionRecord {
            tags: now.tags,
            exact: now.exact,
            me: now.me,
            keys: now.keys,
            no_single: now.no_single,
            card: Some(card),
            ..SessionRecord::default()
        };
        let id = project.id.to_string();
        let mut writes = beginning(&project);
        writes.push(first_session(&session));
        self.outcome.made = Some(id.clone());
        self.effects.push(Effect::MakeProject { id, writes, open });
    }

    /// A project was written, or not.
    #[inline(never)] // so that it can travel later
    pub(super) fn project_made(&mut self, result: Result<String, crate::storage::StoreError>) {
        match result {
            Ok(id) => self.effects.push(Effect::OpenProject(id)),
            Err(error) => {
                let why = Message::store(&error).text();
                self.refuse_in_sheet(Message::new(Words::ProjectNotMade, &[why]));
            }
        }
    }

    /// Asks whether a project is to be deleted; asked already, and with `field: now`, deletes it.
    pub(super) fn delete_project(&mut self, args: &Args) {
        let Some(id) = self.project_named(args, "delete-project") else { return };
        if self.state.is_of(&id) {
            return self.refuse_in_sheet(Words::ProjectOpenNot);
        }
        if self.state.dialog.is_none() {
            self.projects();
        }
        let now = args.field.as_deref() == Some(NOW);
        let Some(open) = self.sheet_of_projects() else { return self.refuse(Words::NotHere) };
        open.told = None;
        let known = open.asked.as_ref().filter(|asked| *asked.id == *id);
        if now && known.is_some_and(|asked| asked.contents.is_some()) {
            return self.effects.push(Effect::EraseProject(id));
        }
        open.asked = Some(Asked { id: Rc::from(id.as_str()), contents: None });
        self.effects.push(Effect::LookAtProject(id));
        self.effects.push(Effect::Focus("project-asked"));
    }

    /// What is in the project that may be deleted, or why it is not.
    #[inline(never)] // so that it can travel later
    pub(super) fn project_seen(&mut self, id: &str, seen: Result<Contents, Spared>) {
        let Some(open) = self.sheet_of_projects() else { return };
        let Some(asked) = open.asked.as_mut().filter(|asked| *asked.id == *id) else { return };
        match seen {
            Ok(contents) => asked.contents = Some(contents),
            Err(why) => self.spare(why),
        }
    }

    /// A project was deleted, or not.
    #[inline(never)] // so that it can travel later
    pub(super) fn project_erased(&mut self, id: &str, erased: Result<(), Spared>) {
        if let Err(why) = erased {
            return self.spare(why);
        }
        let mut name = Words::Untitled.text().to_owned();
        if let Some(open) = self.sheet_of_projects() {
            open.asked = None;
            let listed = open.listed.iter().flat_map(|listed| listed.iter()).find(|listed| listed.id == id);
            name = listed.map_or(name, |listed| called(listed).to_owned());
            self.effects.push(Effect::ListProjects);
            self.effects.push(Effect::Focus("project-list"));
        }
        self.state.say(Message::new(Words::ProjectDeleted, &[name]));
    }

    fn spare(&mut self, why: Spared) {
        if let Some(open) = self.sheet_of_projects() {
            open.asked = None;
            self.effects.push(Effect::Focus("project-list"));
        }
        self.refuse_in_sheet(why.words());
    }

    /// Takes the question back, where one is asked; the sheet stays.
    pub(super) fn unask(&mut self) -> bool {
        let asked = self.sheet_of_projects().and_then(|open| open.asked.take()).is_some();
        if asked {
            self.effects.push(Effect::Focus("project-list"));
        }
        asked
    }

    /// What the files that were just given are for, where that is a new project; the sheet has done its part.
    pub(super) fn for_new_project(&mut self) -> Option<NewProject> {
        let into = self.sheet_of_projects()?.into.take()?;
        self.state.dialog = None;
        Some(into)
    }
}

/// Whether the files that are given next are for a new project.
#[must_use]
pub fn makes_new(state: &State) -> bool {
    matches!(&state.dialog, Some(Dialog::Projects(open)) if open.into.is_some())
}

/// What a project of the list is called; by its id where its name cannot be read.
#[must_use]
pub fn called(listed: &Listed) -> &str {
    match &listed.card {
        Some(card) => shown(&card.name),
        None if listed.id.is_empty() => Words::ProjectName.text(),
        None => &listed.id,
    }
}

/// The list with the open project in it, as it is now.
#[must_use]
pub fn with_open(state: &State, listed: &[Listed]) -> Vec<Listed> {
    let mut all = listed.to_vec();
    if state.task.is_some() {
        return all;
    }
    let here = Listed { id: state.place.to_string(), card: Some(state.card_now()) };
    let at = all.iter().position(|each| each.id == here.id).map(|at| all.remove(at));
    let used = at.and_then(|known| known.card).map(|card| card.at).unwrap_or_default();
    // It is the one used last.
    all.insert(0, Listed { card: here.card.map(|card| CardRecord { at: used, ..card }), ..here });
    all
}
