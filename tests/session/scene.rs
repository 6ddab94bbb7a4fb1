//! A scene: an article with its annotations, what a hand does, and what then stands there.

use std::rc::Rc;

use manicule::edit::Selection;
use manicule::model::{AnnotationId, Document, PersonId, Project, ProjectId, Relation, TextRange, markup};
use manicule::session::keys::{Stroke, command_for};
use manicule::session::view::View;
use manicule::session::{Action, Hold, State, Tap};

use super::tab::{Disk, Tab};
use crate::common::segments::boundaries;

/// A page that shows an article, given in the notation of [`markup`].
pub(crate) fn open(marked: &str) -> Tab {
    let document = Rc::new(markup::parse("d", marked).expect("well formed"));
    let mut state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    state.view = View::open(&document, &Selection::Nothing);
    state.open = Some(document.id.clone());
    state.project = Project::new(ProjectId::from_bits(1), "").with(document);
    state.started = true;
    Tab::over(&Disk::default(), state)
}

/// Opens `marked`, does what `script` says, and compares what stands there then.
///
/// Steps of a script are parted by `; `: `select WORDS` (by a drag; `double` by a double click, `exact` with the exact
/// key held, `add` as one more part, `double-add` by a double click), `from WORDS to WORDS`, `tap WORDS` (with a finger), `pull WORDS` (to them, by a handle), `click WORDS`, `click nothing`, `over WORDS` (the pointer is there), `also WORDS` (with Ctrl), `until WORDS` (with Shift), `key KEY`.
///
/// What stands there: each annotation as `words=label`, with `*` when it is picked out; relations; words picked out in
/// parentheses; what is held, linking or exact.
pub(crate) fn check(marked: &str, script: &str, expected: &str) {
    let mut tab = open(marked);
    play(&mut tab, script);
    assert_eq!(show(&tab.state), expected, "{marked} after {script}");
}

/// The same for the sentence that was said last.
pub(crate) fn check_said(marked: &str, script: &str, expected: &str) {
    let mut tab = open(marked);
    play(&mut tab, script);
    assert_eq!(tab.state.said.1.text(), expected, "{marked} after {script}");
}

/// Does what a script says.
pub(crate) fn play(tab: &mut Tab, script: &str) {
    for step in script.split("; ").filter(|step| !step.is_empty()) {
        tab.moment += 1;
        let action = action(&tab.state, step);
        if let Some(action) = action {
            tab.act(action);
        }
    }
}

fn action(state: &State, step: &str) -> Option<Action> {
    let (verb, rest) = step.split_once(' ').unwrap_or((step, ""));
    let range = match (verb, rest.split_once(" to ")) {
        ("key", _) => return key(state, rest),
        ("click", _) => return Some(Action::Click(under(state, rest), Hold::Nothing)),
        ("tap", _) => return Some(tap(state, rest)),
        ("pull", _) => return Some(reach(state, find(state, rest), false)),
        ("over", _) => return Some(Action::Over(under(state, rest))),
        ("also", _) => return Some(Action::Click(under(state, rest), Hold::All)),
        ("until", _) => return Some(Action::Click(under(state, rest), Hold::Range)),
        ("from", Some((from, to))) => {
            TextRange::new(find(state, from).start(), find(state, to).end()).expect("forwards")
        }
        _ => find(state, rest),
    };
    let text = state.document().expect("an article is open").article.text().clone();
    let (add, exact) = (matches!(verb, "add" | "double-add"), verb == "exact");
    let double = matches!(verb, "double" | "double-add");
    Some(Action::Words { range, boundaries: boundaries(&text), add, exact, double })
}

/// What a finger does there.
fn tap(state: &State, words: &str) -> Action {
    let ids = under(state, words);
    match state.tap((words != "nothing").then(|| find(state, words)), &ids) {
        Tap::Click => Action::Click(ids, Hold::Nothing),
        Tap::Begin(range) => reach(state, range, true),
        Tap::Reach(range) => {
            let Action::Reach { range, boundaries, .. } = reach(state, range, false) else { unreachable!() };
            Action::Words { range, boundaries, add: false, exact: false, double: false }
        }
    }
}

fn reach(state: &State, range: TextRange, one_end: bool) -> Action {
    let text = state.document().expect("an article is open").article.text().clone();
    Action::Reach { range, boundaries: boundaries(&text), one_end }
}

/// The first place of words in the article.
fn find(state: &State, words: &str) -> TextRange {
    let text = state.document().expect("an article is open").article.text();
    let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is in the text"));
    let number = |at: usize| u32::try_from(at).expect("a short text");
    TextRange::new(number(at), number(at + words.len())).expect("some words")
}

/// The annotations over the first character of words, nearest to the text first.
fn under(state: &State, words: &str) -> Vec<AnnotationId> {
    if words == "nothing" {
        return Vec::new();
    }
    let at = find(state, words);
    let first = TextRange::new(at.start(), at.start() + 1).expect("not empty");
    let document = state.document().expect("an article is open");
    let mut over: Vec<_> =
        document.annotations.values().filter(|a| a.span.fragments().any(|range| range.overlaps(first))).collect();
    over.sort_by_key(|a| (a.span.hull().len(), a.id));
    over.iter().map(|a| a.id).collect()
}

fn key(state: &State, name: &str) -> Option<Action> {
    let (mods, key) = name.rsplit_once('+').filter(|(mods, _)| !mods.is_empty()).unwrap_or(("", name));
    let key = if key == "Space" { " " } else { key };
    let stroke = Stroke {
        key: key.to_owned(),
        primary: mods.contains("Mod"),
        shift: mods.contains("Shift") || matches!(key, "?" | ">" | "<"),
        ..Stroke::default()
    };
    command_for(state, &stroke).map(|(command, args)| Action::Run(command, args))
}

/// What stands there.
pub(crate) fn show(state: &State) -> String {
    let Some(document) = state.document() else { return "no article".to_owned() };
    let mut parts: Vec<String> = Vec::new();
    for annotation in document.in_reading_order() {
        let star = if state.selection.annotations().contains(&annotation.id) { "*" } else { "" };
        parts.push(format!("{}={}{star}", annotation.span.quote(&document.article), annotation.label));
    }
    parts.extend(document.relations.values().map(|relation| link(document, relation)));
    if let Selection::Words(_, ranges) = &state.selection {
        let words: Vec<_> = ranges.iter().map(|range| document.article.quote(*range)).collect();
        parts.push(format!("({})", words.join(" … ")));
    }
    parts.extend(state.held.as_ref().map(|label| format!("holding {label}")));
    parts.extend(state.linking.map(|linking| format!("linking {}", quote(document, linking.from))));
    parts.extend(state.exact.then(|| "exact".to_owned()));
    parts.extend(state.dialog.is_some().then(|| "a sheet".to_owned()));
    parts.join(", ")
}

fn quote(document: &Document, id: AnnotationId) -> String {
    document.annotations.get(&id).map_or_else(|| "gone".to_owned(), |a| a.span.quote(&document.article))
}

fn link(document: &Document, relation: &Relation) -> String {
    format!("{} -{}-> {}", quote(document, relation.from), relation.kind, quote(document, relation.to))
}
