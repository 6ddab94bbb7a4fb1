//! What is chosen where two sides are compared: who they are, files that are opened only for it, how the figures are sorted and
//! taken along; counting all articles; and going from a difference to the text.

use std::rc::Rc;

use super::Turn;
use crate::edit::reshape::up_to_date;
use crate::formats::Imported;
use crate::measure::{Said, Standing, engines};
use crate::model::{AnnotationId, DocId, Document, LabelId, Span, TextRange};
use crate::session::action::Args;
use crate::session::annotators::{Annotators, Cell, Column as SideColumn};
use crate::session::command::Command;
use crate::session::comparing::{
    Article, Column, Figures, File, Place, Side, Sorting, Who, Whole, articles, figures_text, first_pair,
};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;
use crate::workshop::message::{Answer, FoundMark, MARKS, Search};

impl Turn<'_> {
    fn open_annotators(&self) -> Option<Rc<Annotators>> {
        self.state.annotators.clone().filter(|_| self.state.dialog == Some(Dialog::Annotators))
    }

    /// Chooses who is compared: the two that the arguments name, of which an empty name keeps the one that is there. With the
    /// kind `swap` the other way round, with `everyone` all people side by side or two again, with `rejected` with what was
    /// rejected or without it. With nothing at all, the other way round.
    #[inline(never)] // so that it can travel later
    pub(super) fn compare_sides(&mut self, args: &Args) {
        let Some(open) = self.open_annotators() else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        match args.kind.as_deref() {
            Some("everyone") => next.everyone = !next.everyone,
            Some("rejected") => next.without_rejected = !next.without_rejected,
            None | Some("swap") => {
                let Some([one, other]) = open.pair().cloned() else { return self.refuse(Words::NotHere) };
                let names = args.values.as_deref().unwrap_or_default();
                let chosen = |at: usize, known: &Side| match names.get(at).filter(|name| !name.is_empty()) {
                    Some(name) => Side::parse(name).filter(|side| open.sides.contains(side)),
                    None => Some(known.clone()),
                };
                let Some(pair) = chosen(0, &one).zip(chosen(1, &other)) else { return self.refuse(Words::NotHere) };
                next.chosen = Some(match pair {
                    _ if names.is_empty() => [other, one],
                    // Who chooses the other side for one means the other way round.
                    (first, second) if first == second => [other, one],
                    (first, second) => [first, second],
                });
                next.everyone = false;
            }
            Some(_) => return self.refuse(Words::NotHere),
        }
        self.show_again(next);
    }

    /// Lets the person choose files to compare with; with an id, the file with that number is let go.
    #[inline(never)] // so that it can travel later
    pub(super) fn compare_files(&mut self, args: &Args) {
        if let Some(number) = &args.id {
            let Some(open) = self.open_annotators() else { return self.refuse(Words::NotHere) };
            let mut next = Annotators { whole: None, ..(*open).clone() };
            Rc::make_mut(&mut next.files).retain(|file| file.number.to_string() != *number);
            return self.show_again(next);
        }
        if self.state.dialog != Some(Dialog::Annotators) {
            self.annotators(&Args::default());
        }
        self.effects.push(Effect::ChooseToCompare);
    }

    /// Files were read that are only compared: they stand beside the project, and nothing of them becomes a part of it.
    #[inline(never)] // so that it can travel later
    pub(super) fn take_to_compare(&mut self, read: Vec<(String, Imported)>) {
        let open = self.state.annotators.as_deref().cloned().unwrap_or_default();
        let mut next = Annotators { whole: None, ..open };
        let mut refused = Vec::new();
        let mut came = Vec::new();
        for (name, Imported { documents, people, issues, .. }) in read {
            let schema = &self.state.project.schema;
            let documents: Vec<_> = documents.iter().map(|document| up_to_date(document, schema)).collect();
            if documents.is_empty() {
                refused.push(name);
                continue;
            }
            let number = next.files.iter().map(|file| file.number).max().unwrap_or(0) + 1;
            let people = people.into_iter().map(|person| (person.id, person)).collect();
            let name = Rc::from(name);
            let file = File { number, name, documents, people, remarks: issues.len() };
            Rc::make_mut(&mut next.files).push(Rc::new(file));
            came.push(number);
        }
        if let Some(name) = refused.first() {
            self.refuse(Message::new(Words::CompareNothing, &[name]));
        }
        if came.is_empty() {
            return;
        }
        let all = articles(&self.state.project, &next.files);
        next.chosen = pair_with(&all, self, &came).or(next.chosen);
        next.everyone = false;
        let shared = |article: &&Article| match &next.chosen {
            Some(pair) => pair.iter().all(|side| article.needs(side).is_some()),
            None => article.sides(&self.state.project, &[]).len() > 1,
        };
        let mut several = all.iter().filter(shared);
        // Of one article alone one wants to see where they part, not a list of it.
        let only = several.next().filter(|_| several.next().is_none()).map(|article| article.id.clone());
        self.state.annotators = Some(Rc::new(next));
        // Who is at something else by now, or marks, finds them when they come back.
        if self.state.dialog != Some(Dialog::Annotators) {
            return self.state.say(Message::new(Words::CompareCame, &[came.len()]));
        }
        let args = match only {
            Some(id) => Args::document(&id),
            None => Args { kind: Some("all".to_owned()), ..Args::default() },
        };
        self.annotators(&args);
    }

    /// Sorts the labels by the column that the arguments name, or by the same the other way round.
    pub(super) fn sort_figures(&mut self, args: &Args) {
        let name = args.kind.as_deref().unwrap_or_default();
        let Some(column) = Column::ALL.into_iter().find(|column| column.as_str() == name) else {
            return self.refuse(Words::NotHere);
        };
        self.change_annotators(|open| {
            let reversed = open.sorting.column == column && !open.sorting.reversed;
            open.sorting = Sorting { column, reversed };
        });
    }

    /// Puts the figures on the clipboard, or, with the kind `save`, saves them as a file.
    #[inline(never)] // so that it can travel later
    pub(super) fn copy_figures(&mut self, args: &Args) {
        let Some(open) = self.open_annotators() else { return self.refuse(Words::NotHere) };
        let Some(sides) = open.pair() else { return self.refuse(Words::NotHere) };
        let called = |side: &Side| {
            let name = side.called(&self.state.project, &open.files);
            let words = if open.without_rejected { Words::SideWithoutRejected } else { Words::SideWithRejected };
            match side.who {
                // Whose figures they are is not known without it.
                Who::Engine(_) => Message::new(words, &[name]).text(),
                Who::Person(..) => name,
            }
        };
        let [one, other] = sides.each_ref().map(called);
        let measured = open.comparison.as_ref().and_then(|known| known.measured.clone().map(|found| (known, found)));
        let saves = args.kind.as_deref() == Some("save");
        let text = |about: &str, all, labels| {
            let figures = Figures { about, sides: [&one, &other], all, labels };
            figures_text(&figures, &self.state.project.schema, open.sorting, saves)
        };
        let text = match (&measured, &open.whole) {
            (Some((known, found)), _) => text(&known.title, found.compared.all, &found.compared.labels),
            (None, Some(whole)) => {
                let about = Message::new(Words::CompareArticles, &[whole.articles.len()]).text();
                text(&about, whole.all, &whole.labels)
            }
            (None, None) => return self.refuse(Words::NotHere),
        };
        if saves {
            let name = "comparison.csv".to_owned();
            self.effects.push(Effect::Download { name, media_type: "text/csv;charset=utf-8", text });
        } else {
            self.effects.push(Effect::Copy(text));
            self.state.say(Words::FiguresCopied);
        }
    }

    /// Counts the articles anew, also those that have to be read for it; stops that where it is under way.
    pub(super) fn compare_everywhere(&mut self) {
        let Some(open) = self.open_annotators().filter(|open| open.comparison.is_none()) else {
            return self.refuse(Words::NotHere);
        };
        let Some(whole) = open.whole.clone() else { return self.refuse(Words::NotHere) };
        if whole.search.is_some() {
            let stopped = whole.stopped();
            return self.change_annotators(|open| open.whole = Some(Rc::new(stopped)));
        }
        let all = articles(&self.state.project, &open.files);
        let whole = self.count_articles(&all, whole.sides.clone(), !open.without_rejected);
        self.change_annotators(|open| open.whole = Some(whole));
    }

    /// Counts all articles that two sides have; the workshop reads those that are not loaded.
    pub(super) fn count_articles(&mut self, all: &[Article], sides: [Side; 2], rejected: bool) -> Rc<Whole> {
        let (mut whole, to_read) = Whole::begin(all, &self.state.project, sides, rejected);
        if !to_read.is_empty() {
            self.state.searches += 1;
            whole.search = Some((self.state.searches, 0, to_read.len()));
            let wanted = Search { kind: MARKS.to_owned(), ..Search::default() };
            self.effects.push(Effect::Search(self.state.searches, wanted, to_read));
        }
        Rc::new(whole)
    }

    /// Takes in what was found in some more documents; false when the answer is to another question.
    pub(super) fn compared(&mut self, number: u32, looked: usize, result: &Result<Answer, String>) -> bool {
        let Some(open) = self.state.annotators.clone() else { return false };
        let Some(whole) = open.whole.clone() else { return false };
        let Some((_, done, all)) = whole.search.filter(|(under_way, ..)| *under_way == number) else { return false };
        let (mut next, mut whole) = ((*open).clone(), (*whole).clone());
        match result {
            Ok(answer) => {
                let mut known = (*open.engines).clone();
                let mut found = Vec::with_capacity(answer.found.len());
                for one in &answer.found {
                    let said: Vec<Said> = one.marks.iter().filter_map(said_of).collect();
                    known.extend(engines(&said));
                    found.push((DocId::from(one.document.as_str()), said));
                }
                crate::model::order::sort_and_dedup(&mut known);
                if known != *open.engines {
                    if open.comparison.is_none() {
                        let all = articles(&self.state.project, &open.files);
                        next.sides = Rc::new(crate::session::comparing::all_sides(&all, &self.state.project, &known));
                    }
                    next.engines = Rc::new(known);
                }
                let unreadable: Vec<DocId> = answer.unreadable.iter().map(|id| DocId::from(id.as_str())).collect();
                whole.take(&self.state.project, found, &unreadable);
                let done = (done + looked).min(all);
                whole.search = (done < all).then_some((number, done, all));
            }
            Err(why) => {
                whole.search = None;
                self.refuse(Message::new(Words::SearchBroke, &[why]));
            }
        }
        next.whole = Some(Rc::new(whole));
        self.state.annotators = Some(Rc::new(next));
        true
    }

    /// Goes from a row, by its number, to the text: to what the first side has there, else the second; the other way round with
    /// the kind `second`. What is no annotation of the project is gone to by its words.
    #[inline(never)] // so that it can travel later
    pub(super) fn go_to_difference(&mut self, args: &Args) {
        let Some(open) = self.open_annotators() else { return self.refuse(Words::NotHere) };
        let Some(comparison) = open.comparison.clone() else { return self.refuse(Words::NotHere) };
        let at = args.step.and_then(|row| usize::try_from(row).ok()).unwrap_or(open.at);
        let Some(row) = comparison.rows.get(at) else { return self.refuse(Words::NotHere) };
        let mut cells: Vec<_> = comparison.columns.iter().zip(&row.cells).collect();
        if args.kind.as_deref() == Some("second") {
            cells.reverse();
        }
        let found = cells.iter().find_map(|(column, cell)| Some((*column, id_of(cell)?)));
        let Some((column, id)) = found else { return self.refuse(Words::NotHere) };
        let all = articles(&self.state.project, &open.files);
        let article = all.iter().find(|article| article.id == comparison.article);
        let own = |id: &&DocId| article.is_some_and(|article| article.here.iter().any(|entry| entry.id == **id));
        // What is said in a file is looked at in the document of the other side, else in the article's first.
        let others = comparison.columns.iter().filter(|column| column.is_here).map(|column| &column.document);
        let target = if column.is_here { Some(&column.document) } else { None };
        let target = target.or_else(|| others.into_iter().find(own));
        let first = article.and_then(|article| article.here.first()).map(|entry| entry.id.clone());
        let Some(target) = target.cloned().or(first) else {
            return self.refuse(Message::new(Words::CompareNotHere, &[comparison.title.to_string()]));
        };
        let absent = self.unloaded(&target);
        if self.ask_for(absent, Command::GoToDifference, args.clone()) {
            return;
        }
        let Some(document) = self.state.project.document(&target).cloned() else { return self.refuse(Words::NotHere) };
        let suggested = document.suggestions.get(&id).filter(|_| column.is_here);
        let span = suggested.map(|one| one.annotation.span.clone());
        let span = span
            .or_else(|| article.and_then(|article| span_in_file(article, column, id)))
            .unwrap_or_else(|| row.span.clone());
        self.change_annotators(|open| open.at = at);
        self.state.dialog = None;
        self.show_document(&target);
        if column.is_here && document.annotations.contains_key(&id) {
            self.pick(id);
            return self.effects.push(Effect::Reveal(id));
        }
        let range: TextRange = span.fragments().next().unwrap_or_else(|| span.hull());
        self.pick_words(range);
    }
}

/// The annotation that a cell leads to.
const fn id_of(cell: &Cell) -> Option<AnnotationId> {
    match cell {
        Cell::Same(ids) => match ids.as_slice() {
            [first, ..] => Some(*first),
            [] => None,
        },
        Cell::Label(id, _) | Cell::Edges(id, _) | Cell::Both(id, ..) => Some(*id),
        Cell::Nothing => None,
    }
}

/// Where what a cell leads to stands in the file of its side.
fn span_in_file(article: &Article, column: &SideColumn, id: AnnotationId) -> Option<Span> {
    let place = column.side.as_ref().map(|side| side.place)?;
    let is_it =
        |(number, document): &&(u32, Rc<Document>)| place == Place::File(*number) && document.id == column.document;
    let (_, document) = article.files.iter().find(is_it)?;
    let marked = document.annotations.get(&id).map(|one| &one.span);
    marked.or_else(|| document.suggestions.get(&id).map(|one| &one.annotation.span)).cloned()
}

/// Who is compared once files came: with somebody who is here, else the first two of the files.
fn pair_with(all: &[Article], turn: &Turn<'_>, came: &[u32]) -> Option<[Side; 2]> {
    let is_new = |side: &Side| matches!(side.place, Place::File(number) if came.contains(&number));
    let found = all.iter().find_map(|article| {
        let sides = article.sides(&turn.state.project, &[]);
        let mut new = sides.iter().filter(|side| is_new(side));
        let (first, second) = (new.next()?, new.next());
        let other = |side: &&Side| !is_new(side);
        match (second.filter(|second| second.place != first.place), sides.iter().find(other)) {
            (Some(second), _) => Some([first.clone(), second.clone()]),
            (None, Some(here)) => Some([here.clone(), first.clone()]),
            (None, None) => None,
        }
    });
    found.or_else(|| first_pair(all, &turn.state.project, &[]))
}

/// What the workshop tells of a mark.
fn said_of(found: &FoundMark) -> Option<Said> {
    let ranges = found.places.chunks(2).filter_map(|place| match place {
        [start, end] => TextRange::new(*start, *end),
        _ => None,
    });
    Some(Said {
        id: AnnotationId::from_bits(0),
        label: LabelId::from(found.label.as_str()),
        span: Span::new(ranges.collect())?,
        engine: found.engine.as_deref().map(Rc::from),
        standing: match found.standing.as_str() {
            "open" => Standing::Open,
            "rejected" => Standing::Rejected,
            _ => Standing::Marked,
        },
    })
}
