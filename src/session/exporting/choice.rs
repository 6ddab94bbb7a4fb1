//! What is chosen for an export: which formats, which articles, how. It is kept for the next export.

use crate::formats::json::{self, objects, to_json};
use crate::formats::{FORMATS, FormatInfo, native};
use crate::model::{DocId, Entry};
use crate::session::action::Args;
use crate::session::messages::{Message, Words};
use crate::session::state::State;
use crate::workshop::message::export::{ExportCard, ExportPlan, ExportSplit};

objects! {
    /// What is chosen.
    Choice {
        /// Ids of formats.
        formats: Vec<String>,
        /// Whether everything goes into one zip with manifest, card and sums, also where it is one format.
        bundle: bool,
        /// Which articles: a name of [`WHICH`].
        which: String,
        /// Only those with one of these labels; none for all.
        labels: Vec<String>,
        /// Only the work of these people, an empty id for nobody's; none for all.
        people: Vec<String>,
        /// Which of overlapping spans stays: a name of [`OVERLAPS`].
        overlaps: String,
        /// What becomes of fragments: a name of [`FRAGMENTS`].
        fragments: String,
        /// What becomes of spans that cut tokens: a name of [`CUTS`].
        cut_tokens: String,
        /// Without the page's furniture.
        body_only: bool,
        /// With open suggestions.
        suggestions: bool,
        /// With those that were rejected, too.
        rejected: bool,
        /// Short names of labels.
        short_labels: bool,
        /// Names of people.
        names: bool,
        /// Whether articles are divided.
        split: bool,
        /// By what.
        seed: String,
        /// Share of articles that go to `dev`, in thousandths.
        dev: u32,
        /// The same for `test`.
        test: u32,
        /// Whether each label has the same share in each set.
        by_label: bool,
        /// Title of the card.
        title: String,
        /// What the card says about it.
        description: String,
        /// Licence.
        license: String,
        /// The day it stands for.
        date: String,
    }
}

/// Which articles: all, those that are done, those picked out in the queue, the open one.
pub const WHICH: [(&str, Words); 4] = [
    ("all", Words::ExportAllArticles),
    ("done", Words::ExportDone),
    ("picked", Words::ExportPicked),
    ("open", Words::ExportOpen),
];

/// Which of overlapping spans stays.
pub const OVERLAPS: [(&str, Words); 2] = [("longest", Words::ExportLongest), ("first", Words::ExportFirst)];

/// What becomes of fragments.
pub const FRAGMENTS: [(&str, Words); 2] = [("join", Words::ExportJoin), ("split", Words::ExportApart)];

/// Which suggestions are written.
pub const SUGGESTED: [(&str, Words); 3] = [
    ("none", Words::ExportNoSuggestions),
    ("open", Words::ExportOpenSuggestions),
    ("all", Words::ExportAllSuggestions),
];

/// What becomes of spans that cut tokens.
pub const CUTS: [(&str, Words); 3] =
    [("widen", Words::ExportWiden), ("cut", Words::ExportCut), ("leave", Words::ExportLeave)];

impl Choice {
    /// What is chosen where nobody has chosen yet.
    #[must_use]
    pub fn first() -> Self {
        let own = str::to_owned;
        Self {
            bundle: true,
            which: own("all"),
            overlaps: own("longest"),
            fragments: own("join"),
            cut_tokens: own("widen"),
            seed: own("1"),
            dev: 100,
            test: 100,
            by_label: true,
            ..Self::default()
        }
    }

    /// What was kept; the first choice where that does not read.
    #[must_use]
    pub fn kept(text: &str) -> Self {
        json::parse(text).unwrap_or_else(|_| Self::first())
    }

    /// As it is kept.
    #[must_use]
    pub fn to_keep(&self) -> String {
        to_json(self)
    }

    /// The formats that are ticked, in the order of the table.
    pub fn ticked(&self) -> impl Iterator<Item = &'static FormatInfo> {
        let is_ticked = |format: &&FormatInfo| format.export && self.formats.iter().any(|id| id == format.id);
        FORMATS.iter().filter(is_ticked)
    }

    /// Whether any of them is of another tool: what those alone can do is asked only then.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.ticked().any(|format| format.id != native::INFO.id)
    }

    /// Whether everything goes into one zip with manifest and card: several formats always do.
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        self.bundle || self.ticked().count() > 1
    }

    /// Which suggestions are written: a name of [`SUGGESTED`].
    #[must_use]
    pub const fn suggested(&self) -> &'static str {
        match (self.suggestions, self.rejected) {
            (_, true) => "all",
            (true, false) => "open",
            (false, false) => "none",
        }
    }

    /// Lets go of labels and people that are not in the project any more: nothing would be like that. How many they were.
    pub fn forget_gone(&mut self, state: &State) -> usize {
        let before = self.labels.len() + self.people.len();
        let schema = &state.project.schema;
        self.labels.retain(|label| schema.labels.iter().any(|known| known.id.as_str() == label));
        // While not all articles are known, somebody may have worked on another one.
        if !state.partial {
            let entries = || state.project.entries.values();
            self.people.retain(|person| entries().any(|entry| whose(entry) == *person));
        }
        before - self.labels.len() - self.people.len()
    }

    /// The documents that are meant, in the order of the project. Which labels stand in one is not known here: where those
    /// are asked for, these are the ones that may have them.
    #[must_use]
    pub fn documents(&self, state: &State) -> Vec<DocId> {
        let is_meant = |entry: &Entry| match self.which.as_str() {
            "done" => entry.status.is_done(),
            "picked" => state.queue.picks.has(&entry.id),
            "open" => state.open.as_ref() == Some(&entry.id),
            _ => true,
        };
        let may_suggest = |entry: &Entry| self.suggestions && entry.counts.suggestions != Some(0);
        let is_wanted = |entry: &Entry| {
            is_meant(entry)
                && (self.people.is_empty() || self.people.contains(&whose(entry)))
                && (self.labels.is_empty() || entry.counts.annotations > 0 || may_suggest(entry))
        };
        let entries = state.project.order.iter().filter_map(|id| state.project.entries.get(id));
        entries.filter(|entry| is_wanted(entry)).map(|entry| entry.id.clone()).collect()
    }

    /// What is asked for where one format is wanted, by itself.
    #[must_use]
    pub fn plan_of(mut self, format: &str) -> ExportPlan {
        (self.formats, self.bundle) = (vec![format.to_owned()], false);
        self.plan()
    }

    /// What the workshop is asked for.
    #[must_use]
    pub fn plan(&self) -> ExportPlan {
        let foreign = self.is_foreign();
        let split = ExportSplit { seed: self.seed.clone(), dev: self.dev, test: self.test, by_label: self.by_label };
        let card = ExportCard {
            title: self.title.clone(),
            description: self.description.clone(),
            license: self.license.clone(),
            date: self.date.clone(),
        };
        ExportPlan {
            formats: self.ticked().map(|format| format.id.to_owned()).collect(),
            bundle: self.is_bundle(),
            overlaps: self.overlaps.clone(),
            fragments: self.fragments.clone(),
            cut_tokens: self.cut_tokens.clone(),
            body_only: self.body_only && foreign,
            suggestions: self.suggestions,
            rejected: self.rejected,
            short_labels: self.short_labels && foreign,
            names: self.names,
            split: self.split.then_some(split),
            labels: self.labels.clone(),
            card,
        }
    }

    /// Sets the field that the arguments name: `text` says what, or which of a list is taken up or let go; `values` the
    /// whole list. What is yes or no is turned over where nothing is said.
    ///
    /// # Errors
    /// Why not; then nothing has changed.
    pub fn set(&mut self, args: &Args) -> Result<(), Message> {
        let field = args.field.as_deref().unwrap_or_default();
        let text = args.text.clone().unwrap_or_default();
        let none = || Message::new(Words::NeedsArgument, &["set-export", "field"]);
        if let Some(list) = self.list(field) {
            match (&args.values, list.iter().position(|known| *known == text)) {
                (Some(values), _) => list.clone_from(values),
                (None, Some(place)) => drop(list.remove(place)),
                (None, None) => list.push(text),
            }
            return Ok(());
        }
        if let Some(flag) = self.flag(field) {
            *flag = args.text.as_deref().map_or(!*flag, |text| text == "yes");
            return Ok(());
        }
        if field == "suggestions" {
            let wanted = args.text.as_deref().unwrap_or(if self.suggestions { "none" } else { "open" });
            // What was a plain yes or no is said like that still.
            let (suggestions, rejected) = match wanted {
                "none" | "no" => (false, false),
                "open" | "yes" => (true, false),
                "all" => (true, true),
                _ => return Err(none()),
            };
            (self.suggestions, self.rejected) = (suggestions, rejected);
            return Ok(());
        }
        if let Some((chosen, among)) = self.chosen(field) {
            if !among.iter().any(|(name, _)| *name == text) {
                return Err(none());
            }
            *chosen = text;
            return Ok(());
        }
        match field {
            "dev" | "test" => {
                let other = if field == "dev" { self.test } else { self.dev };
                let share = share(&text).filter(|share| share + other <= 1000);
                let share = share.ok_or_else(|| Message::from(Words::ExportShares))?;
                *(if field == "dev" { &mut self.dev } else { &mut self.test }) = share;
            }
            "date" if !text.is_empty() && !is_day(&text) => return Err(Words::ExportDate.into()),
            "date" => self.date = text,
            "seed" => self.seed = text.trim().to_owned(),
            "title" => self.title = text.trim().to_owned(),
            "description" => self.description = text.trim().to_owned(),
            "license" => self.license = text.trim().to_owned(),
            _ => return Err(none()),
        }
        Ok(())
    }

    fn list(&mut self, field: &str) -> Option<&mut Vec<String>> {
        match field {
            "formats" => Some(&mut self.formats),
            "labels" => Some(&mut self.labels),
            "people" => Some(&mut self.people),
            _ => None,
        }
    }

    fn flag(&mut self, field: &str) -> Option<&mut bool> {
        match field {
            "bundle" => Some(&mut self.bundle),
            "body-only" => Some(&mut self.body_only),
            "short-labels" => Some(&mut self.short_labels),
            "names" => Some(&mut self.names),
            "split" => Some(&mut self.split),
            "by-label" => Some(&mut self.by_label),
            _ => None,
        }
    }

    fn chosen(&mut self, field: &str) -> Option<(&mut String, &'static [(&'static str, Words)])> {
        match field {
            "which" => Some((&mut self.which, &WHICH)),
            "overlaps" => Some((&mut self.overlaps, &OVERLAPS)),
            "fragments" => Some((&mut self.fragments, &FRAGMENTS)),
            "cut-tokens" => Some((&mut self.cut_tokens, &CUTS)),
            _ => None,
        }
    }
}

/// A percentage with at most one digit behind the point, in thousandths.
fn share(text: &str) -> Option<u32> {
    let text = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(rest) || rest.len() > 1 {
        return None;
    }
    let whole: u32 = whole.parse().ok().filter(|whole| *whole <= 100)?;
    rest.parse::<u32>().ok().map(|rest| whole * 10 + rest).filter(|share| *share <= 1000)
}

/// Whose work a document is, as people are named here.
fn whose(entry: &Entry) -> String {
    entry.annotator.map(|id| id.to_string()).unwrap_or_default()
}

/// Whether a text is a day as ISO 8601 writes it.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, length: usize| {
        Some(part).filter(|part| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()))?.parse::<u32>().ok()
    };
    let (month, day) = (number(month, 2).unwrap_or(0), number(day, 2).unwrap_or(0));
    number(year, 4).is_some() && (1..=12).contains(&month) && (1..=31).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(field: &str, text: &str) -> Args {
        Args { field: Some(field.to_owned()), ..Args::text(text) }
    }

    #[test]
    fn shares_are_percentages() {
        for (text, expected) in
            [("10", Some(100)), ("12.5", Some(125)), ("0", Some(0)), ("100 %", Some(1000)), ("7,5%", Some(75))]
        {
            assert_eq!(share(text), expected, "{text}");
        }
        for text in ["", "-1", "101", "100.1", "a", "1.25", "1e1", "4294967296"] {
            assert_eq!(share(text), None, "{text}");
        }
        let mut choice = Choice::first();
        assert!(choice.set(&says("dev", "90")).is_ok());
        assert!(choice.set(&says("test", "10.1")).is_err(), "both are more than all");
        assert_eq!((choice.dev, choice.test), (900, 100));
    }

    #[test]
    fn what_is_no_choice_changes_nothing() {
        let mut choice = Choice::first();
        for (field, text) in [("which", "some"), ("overlaps", ""), ("colour", "red"), ("", ""), ("date", "26.11.2026")]
        {
            assert!(choice.set(&says(field, text)).is_err(), "{field} {text}");
        }
        assert_eq!(choice, Choice::first());
        for text in ["2026-11-26", ""] {
            assert!(choice.set(&says("date", text)).is_ok());
            assert_eq!(choice.date, text);
        }
    }

    #[test]
    fn lists_take_up_and_let_go() {
        let mut choice = Choice::first();
        let native = native::INFO.id;
        assert!(choice.set(&says("formats", native)).is_ok());
        assert_eq!(choice.plan().formats, [native]);
        assert!(choice.set(&says("formats", "no such format")).is_ok());
        assert_eq!(choice.plan().formats, [native], "one that another version knew is left alone");
        assert!(choice.set(&says("formats", native)).is_ok());
        assert_eq!(choice.plan().formats, [""; 0]);
        let all = Args { field: Some("labels".into()), values: Some(vec!["a".into(), "b".into()]), ..Args::default() };
        assert!(choice.set(&all).is_ok());
        assert_eq!(choice.plan().labels, ["a", "b"]);
    }

    #[test]
    fn it_is_kept() {
        let mut choice = Choice::first();
        choice.set(&says("title", " A set ")).expect("a title");
        choice.set(&Args { field: Some("split".into()), ..Args::default() }).expect("turned over");
        assert!(choice.split);
        assert_eq!(Choice::kept(&choice.to_keep()), choice);
        assert_eq!(Choice::kept("{"), Choice::first());
    }
}
