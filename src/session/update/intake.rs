//! Files that the workshop reads: awaited, looked through, and taken in as one step.

use std::rc::Rc;

use super::Turn;
use crate::edit::meeting::{self, Meeting};
use crate::formats::{Issue, Problem};
use crate::intake::draft::Fate;
use crate::model::DocId;
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::intake::{Asked, Broken, Coming, Intake, IntakeStep, Waiting, Wanted};
use crate::session::messages::{Message, Words};
use crate::session::reading::Reading;
use crate::session::state::{Dialog, State};
use crate::storage::original::Original;
use crate::workshop::message::TakenIn;

/// Whether what this reading brings for the intake with this number is still wanted.
#[must_use]
pub fn is_awaited(state: &State, number: u32, asked: Asked) -> bool {
    state.intake.as_ref().is_some_and(|intake| intake.number == number && intake.awaits(asked))
}

impl Turn<'_> {
    /// Files wait for the workshop; more of them join those that are on their way.
    #[inline(never)] // so that it can travel later
    pub(super) fn files_wait(&mut self, files: &[Waiting]) {
        if files.is_empty() {
            // A preview of nothing would wait for a word about it.
            return;
        }
        if self.state.later {
            self.effects.push(Effect::EndIntake(false));
            return self.refuse(Words::LaterVersion);
        }
        let mut intake = match self.state.intake.take() {
            Some(under_way) => (*under_way).clone(),
            None => {
                let into = self.for_new_project();
                self.state.searches += 1;
                Intake::begin(self.state.searches, &self.state.project, into)
            }
        };
        intake.and(files);
        // What was typed there is on its way.
        if matches!(self.state.dialog, Some(Dialog::Paste(_))) {
            self.state.dialog = None;
        }
        let wanted = files.iter().map(|file| Wanted::first(file.number)).collect();
        self.effects.push(Effect::TakeIn(intake.number, wanted));
        self.state.say(Words::ReadingTitle);
        self.state.intake = Some(Rc::new(intake));
    }

    /// Something was read. What comes too late is let go.
    #[inline(never)] // so that it can travel later
    pub(super) fn files_taken(&mut self, number: u32, taken: Vec<(Asked, Result<TakenIn, Broken>)>) {
        if self.state.intake.as_ref().is_none_or(|intake| intake.number != number) {
            return;
        }
        let Some(mut intake) = self.state.intake.take() else { return };
        let was_read = intake.is_read();
        let change = Rc::make_mut(&mut intake);
        for (asked, taken) in taken {
            match taken {
                Ok(taken) => change.take(asked, taken),
                Err(why) => change.broke(asked, &why),
            }
        }
        let ended = intake.is_read() && !was_read;
        if ended && intake.articles.is_empty() && !intake.own.is_empty() {
            return self.add_taken(intake);
        }
        if ended && intake.articles.is_empty() && intake.told.is_empty() {
            // The page has read them itself.
            self.state.dialog = self.state.dialog.take().filter(|dialog| *dialog != Dialog::Intake);
            return self.effects.push(Effect::EndIntake(false));
        }
        let one = intake.plain && intake.articles.len() == 1;
        if ended && !intake.used && (one || (intake.plain && intake.articles.iter().all(|each| each.taken))) {
            return self.add_plain(intake);
        }
        if ended && intake.articles.is_empty() && matches!(self.state.dialog, None | Some(Dialog::Intake)) {
            // Nothing to look through.
            self.state.intake = None;
            self.effects.push(Effect::EndIntake(false));
            self.refuse(Words::NothingAdded);
            self.outcome.issues.clone_from(&intake.told);
            self.state.dialog = Some(Dialog::Report(Rc::new(intake.told.clone())));
            return;
        }
        if ended {
            let facts = [intake.articles.len(), intake.told.len()];
            self.state.say(Message::new(Words::IntakeRead, &facts));
            if self.state.dialog == Some(Dialog::Intake) && !intake.used {
                self.effects.push(Effect::Focus("intake-list"));
            }
        }
        self.state.intake = Some(intake);
        self.glimpse();
    }

    /// Files that are on their way could not be looked at for annotations.
    #[inline(never)] // so that it can travel later
    pub(super) fn not_looked_at(&mut self, file: String, others: usize, broke: Option<String>) {
        let Some(intake) = &mut self.state.intake else { return };
        let why = if broke.is_some() { "unlooked_broke" } else { "unlooked" }.to_owned();
        let problem = Problem::NotTaken { why, number: others, words: broke.unwrap_or_default(), is_warning: true };
        Rc::make_mut(intake).warn(Issue { file, line: 0, path: String::new(), problem });
    }

    /// What was put into the field of the paste sheet is a page as well.
    #[inline(never)] // so that it can travel later
    pub(super) fn page_at_hand(&mut self, markup: &str) {
        if matches!(self.state.dialog, Some(Dialog::Paste(_))) {
            self.state.page_at_hand = Some(Rc::from(markup));
        }
    }

    /// Brings the sheet up where there is something to be looked at, and no other one is.
    #[inline]
    pub(super) fn show_intake(&mut self) {
        if self.state.intake.is_some() {
            self.add_held();
            self.show_intake_now();
        }
    }

    #[inline(never)] // so that it can travel later
    fn show_intake_now(&mut self) {
        let shows = self
            .state
            .intake
            .as_ref()
            .is_some_and(|intake| !intake.held && !intake.is_to_come() && (intake.is_read() || intake.is_long()));
        if shows && self.state.dialog.is_none() {
            self.state.dialog = Some(Dialog::Intake);
            self.effects.push(Effect::Focus("intake-list"));
            self.glimpse();
        }
    }

    /// Asks how the chosen article reads in other encodings, where it is not sure which one it is in.
    fn glimpse(&mut self) {
        let Some(intake) = &self.state.intake else { return };
        let Some(chosen) = intake.chosen() else { return };
        let known = intake.glimpses.as_ref().is_some_and(|(file, _)| *file == chosen.file);
        // In an archive it is a place in a file that is packed.
        let is_packed =
            intake.files.get(&chosen.file).is_some_and(|file| file.name.to_ascii_lowercase().ends_with(".zip"));
        if let (Some((at, names)), false, false) = (&chosen.ways, known, is_packed) {
            self.effects.push(Effect::Glimpse(chosen.file, *at, names.to_vec()));
        }
    }

    /// How a text reads in some encodings.
    #[inline(never)] // so that it can travel later
    pub(super) fn glimpsed(&mut self, file: u32, glimpses: Vec<(String, String)>) {
        let Some(intake) = &mut self.state.intake else { return };
        let glimpses = glimpses.into_iter().map(|(name, text)| (Rc::from(name), Rc::from(text))).collect();
        Rc::make_mut(intake).glimpses = Some((file, glimpses));
    }

    /// A stretch of the queue came into sight, or of the articles that are looked through, which are listed alike.
    #[inline(never)] // so that it can travel later
    pub(super) fn near_in_queue(&mut self, stretch: usize) {
        Rc::make_mut(&mut self.state.queue).near(stretch);
        if let Some(intake) = &mut self.state.intake {
            Rc::make_mut(intake).near(stretch);
        }
    }

    /// A hand in the sheet.
    #[inline(never)] // so that it can travel later
    pub(super) fn intake(&mut self, step: IntakeStep) {
        let Some(mut whole) = self.state.intake.take() else { return };
        let intake = Rc::make_mut(&mut whole);
        intake.warned = false;
        intake.used = true;
        match step {
            IntakeStep::Go(at) => intake.go(at),
            IntakeStep::By(by) => intake.go(intake.at.saturating_add_signed(by)),
            IntakeStep::Piece(at) => intake.piece = at,
            IntakeStep::PieceBy(by) => intake.walk_pieces(by),
            IntakeStep::Turn(at) => intake.turn(at.unwrap_or(intake.piece)),
            IntakeStep::Check(at) => {
                let at = at.unwrap_or(intake.at);
                intake.touched = true;
                if let Some(article) = intake.articles.get_mut(at) {
                    let article = Rc::make_mut(article);
                    article.tick(!article.taken);
                }
            }
            IntakeStep::CheckAll(taken) => {
                intake.touched = true;
                for article in &mut intake.articles {
                    let wanted = taken && article.hash.is_some() && article.same.is_none();
                    if article.taken != wanted {
                        Rc::make_mut(article).tick(wanted);
                    }
                }
            }
            IntakeStep::OnlyOut => {
                intake.only_out = !intake.only_out;
                intake.piece = intake.shown_pieces().first().copied().unwrap_or(0);
            }
            IntakeStep::Set(field, value) => intake.set(field, &value),
            IntakeStep::Encoding(name) => {
                if let Some(wanted) = intake.read_again(&name) {
                    self.effects.push(Effect::TakeIn(intake.number, vec![wanted]));
                }
            }
            IntakeStep::Add => {
                if !whole.is_read() {
                    self.state.intake = Some(whole);
                    return self.refuse(Words::IntakeNotRead);
                }
                if !whole.has_some() {
                    self.state.intake = Some(whole);
                    return self.refuse(Words::IntakeNone);
                }
                return self.add_taken(whole);
            }
        }
        self.state.intake = Some(whole);
        self.glimpse();
    }

    /// Adds texts that need not be looked at. One that is here already is told, and shown.
    fn add_plain(&mut self, mut whole: Rc<Intake>) {
        let intake = Rc::make_mut(&mut whole);
        if let [article] = intake.articles.as_mut_slice() {
            Rc::make_mut(article).taken = true;
        }
        let version = self.state.project.schema.version;
        let pasted = intake.articles.first().filter(|article| article.draft.file.is_empty() && article.same.is_some());
        let known = pasted.and_then(|article| article.document(version));
        if let Some(document) = known.filter(|_| intake.into.is_none()) {
            self.effects.push(Effect::EndIntake(false));
            return self.add_pasted(document);
        }
        self.add_taken(whole);
    }

    /// Adds what has waited for that.
    fn add_held(&mut self) {
        if self.state.reading.is_none()
            && let Some(intake) = self.state.intake.take_if(|intake| intake.held)
        {
            self.add_taken(intake);
        }
    }

    /// Adds what was chosen: one step; where other files are being read, once they are.
    fn add_taken(&mut self, mut intake: Rc<Intake>) {
        if self.state.reading.is_some() {
            Rc::make_mut(&mut intake).held = true;
            self.state.dialog = self.state.dialog.take().filter(|dialog| *dialog != Dialog::Intake);
            self.state.intake = Some(intake);
            return self.show_reading();
        }
        let all = intake.imported(self.state.project.schema.version);
        if self.state.dialog == Some(Dialog::Intake) {
            self.state.dialog = None;
        }
        let furniture = furniture_in(&intake.articles);
        let mut reading = Reading::made(all);
        // A project that is made of them is written elsewhere, and a text that came in as it is is its own original.
        if intake.into.is_none() {
            let taken = intake.articles.iter().filter(|article| article.taken && article.draft.document(0).is_some());
            reading.originals = taken.map(|article| (!article.draft.verbatim).then_some(article.file)).collect();
        }
        if reading.originals.iter().all(Option::is_none) {
            reading.originals.clear();
            self.effects.push(Effect::EndIntake(false));
        }
        reading.into.clone_from(&intake.into);
        reading.and(intake.own.to_vec(), Vec::new());
        self.read_to_its_end(reading, true);
        if intake.plain && furniture > 0 && self.outcome.added > 0 && self.outcome.issues.is_empty() {
            self.state.say(Message::new(Words::AddedWithFurniture, &[self.outcome.added, furniture]));
        }
    }

    /// Has the files kept that articles came from which were not here: `of` has one for each that met something, or none.
    #[inline(never)] // so that it can travel later
    pub(super) fn keep_originals(&mut self, of: &[Option<u32>], meeting: &Meeting) {
        if of.is_empty() {
            return;
        }
        let mut new = meeting.new.iter();
        let mut came: Vec<(DocId, u32)> = Vec::new();
        for (told, file) in meeting.told.iter().zip(of) {
            let is_new = matches!(told.fate, meeting::Fate::New | meeting::Fate::Beside);
            // What comes back is listed as new, under the id that it had; whatever was kept of it is.
            let Some(document) = (is_new || told.was_out).then(|| new.next()).flatten() else { continue };
            if let (true, Some(file)) = (is_new, file) {
                came.push((document.id.clone(), *file));
            }
        }
        let mut files: Vec<(u32, DocId, usize)> = Vec::new();
        for (id, file) in came.into_iter().filter(|(id, _)| self.state.project.entries.contains_key(id)) {
            // Those of a file come one after the other.
            match files.last_mut() {
                Some((last, _, articles)) if *last == file => *articles += 1,
                _ => files.push((file, id, 1)),
            }
        }
        self.state.with_original.extend(files.iter().map(|(_, id, _)| id.clone()));
        self.effects.push(if files.is_empty() { Effect::EndIntake(false) } else { Effect::KeepOriginals(files) });
    }

    /// Saves the files that articles came from: that of one article, or all.
    pub(super) fn save_originals(&mut self, args: &Args) {
        let kept = self.originals(args);
        if kept.is_empty() {
            return self.refuse(Words::OriginalsNone);
        }
        self.state.say(Message::new(Words::OriginalsSaved, &[kept.len()]));
        self.effects.push(Effect::SaveOriginals(kept));
    }

    /// Forgets them.
    pub(super) fn remove_originals(&mut self, args: &Args) {
        let kept = self.originals(args);
        if kept.is_empty() {
            return self.refuse(Words::OriginalsNone);
        }
        if !std::mem::replace(&mut self.state.forgets_originals, true) {
            return self.refuse(Message::new(Words::OriginalsAsk, &[kept.len()]));
        }
        self.state.say(Message::new(Words::OriginalsRemoved, &[kept.len()]));
        self.state.forgets_originals = false;
        self.effects.push(Effect::ForgetOriginals(kept));
        self.effects.push(Effect::Measure(self.state.project.order.to_vec()));
    }

    /// Which of them the stores are known to hold: that of the article that is named, or all.
    fn originals(&self, args: &Args) -> Vec<Original> {
        let kept = self.state.meter.iter().flat_map(|meter| meter.originals.iter());
        let is_wanted = |kept: &&Original| args.document.as_ref().is_none_or(|wanted| *wanted == *kept.id.as_str());
        kept.filter(is_wanted).cloned().collect()
    }

    /// Lets go of everything that is looked through. Where something was changed by hand, that is said first.
    #[inline(never)] // so that it can travel later
    pub(super) fn leave_intake(&mut self) {
        if let Some(intake) = &mut self.state.intake
            && intake.touched
            && !intake.warned
        {
            Rc::make_mut(intake).warned = true;
            return self.state.say(Words::IntakeLeaving);
        }
        let is_read = self.state.intake.take().is_none_or(|intake| intake.is_read());
        self.state.dialog = None;
        self.effects.push(Effect::EndIntake(!is_read));
        self.refuse(Words::NothingAdded);
    }
}

/// Pieces that come in as furniture.
fn furniture_in(articles: &[Rc<Coming>]) -> usize {
    let pieces = articles.iter().filter(|article| article.taken).flat_map(|article| article.draft.pieces.iter());
    pieces.filter(|piece| piece.fate == Fate::Furniture).count()
}
