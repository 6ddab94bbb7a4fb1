//! Keys to commands. A binding matches the character that a key makes and, failing that, the key's place on the board,
//! so that it works on layouts where the character is elsewhere or missing.

use super::action::Args;
use super::blocks::{KINDS, kind_id};
use super::command::{ACTIONS, Command};
use super::holder::Holder;
use super::state::{Dialog, State};
use super::suggestions::At;

/// A key press, as the browser tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stroke {
    /// The character or the name of the key (`KeyboardEvent.key`).
    pub key: String,
    /// The place on the board (`KeyboardEvent.code`).
    pub code: String,
    /// Ctrl, on a Mac Cmd.
    pub primary: bool,
    /// Shift.
    pub shift: bool,
    /// Alt or Option.
    pub alt: bool,
}

/// The character on a US board at a place, for places that have one.
fn character_at(code: &str) -> Option<char> {
    if let Some(letter) = code.strip_prefix("Key").or_else(|| code.strip_prefix("Digit")) {
        return letter.chars().next().map(|c| c.to_ascii_lowercase());
    }
    match code {
        "Period" => Some('.'),
        "Comma" => Some(','),
        _ => None,
    }
}

fn matches_name(name: &str, stroke: &Stroke, by_place: bool) -> bool {
    let (mut rest, mut primary, mut shift) = (name, false, None);
    while let Some((part, after)) = rest.split_once('+').filter(|(part, _)| !part.is_empty()) {
        match part {
            "Mod" => primary = true,
            _ => shift = Some(true),
        }
        rest = after;
    }
    if stroke.primary != primary || stroke.alt {
        return false;
    }
    let letter = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic());
    let named = rest.chars().count() > 1 && rest != "Space";
    // For letters, for keys with a name, and where a binding names it, Shift makes another binding; elsewhere it is part of
    // the character (`?`, `>`).
    if (letter || named || shift.is_some()) && stroke.shift != shift.unwrap_or(false) {
        return false;
    }
    let wanted = if rest == "Space" { " " } else { rest };
    if by_place {
        let place = character_at(&stroke.code);
        return stroke.shift == shift.is_some()
            && place.is_some_and(|c| wanted.len() == 1 && wanted.chars().next().map(lower) == Some(c));
    }
    stroke.key.eq_ignore_ascii_case(wanted)
}

/// Whether a key is a single character: what speech input and a cat on the keyboard press (WCAG 2.1.4).
#[must_use]
pub fn is_bare(name: &str) -> bool {
    name.chars().count() == 1
}

/// Keys that make no character: Shift makes another binding of them.
fn is_moving(key: &str) -> bool {
    key.starts_with("Arrow") || key.starts_with("Page") || matches!(key, "Home" | "End" | "F6")
}

/// With Shift a key that moves the caret picks out what it passes, unless an annotation is picked out: then such keys
/// are not the caret's.
#[inline(never)] // so that it can travel later
fn extending(state: &State, stroke: &Stroke) -> Option<(Command, Args)> {
    let starts = state.caret.is_some() || matches!(state.selection, crate::edit::Selection::Words(..));
    if !starts || !state.selection.annotations().is_empty() || state.dialog.is_some() {
        return None;
    }
    let plain = Stroke { shift: false, ..stroke.clone() };
    let moves = |command| matches!(command, Command::Caret(_));
    let found = ACTIONS.iter().filter(|action| moves(action.command));
    let mut found = found.filter(|action| action.keys.iter().any(|name| matches_name(name, &plain, false)));
    found.next().map(|action| (action.command, Args { extend: Some(true), ..Args::default() }))
}

/// What a key press means now: a command of the table, or a label of the schema. `None` when it means nothing, so that
/// the browser does what it always does.
#[must_use]
pub fn command_for(state: &State, stroke: &Stroke) -> Option<(Command, Args)> {
    if state.keymap.no_single && !stroke.primary && is_bare(&stroke.key) && stroke.key != " " {
        return None;
    }
    let found = looking_for(state, stroke).or_else(|| walking_for(state, stroke));
    if let Some(command) = found.or_else(|| drafting_for(state, stroke)) {
        return Some((command, Args::default()));
    }
    if let Some(found) = block_for(state, stroke) {
        return Some(found);
    }
    // A label's own letter stays the label's with Shift as well, whatever command has that. Digits come last: on some boards
    // Shift makes them.
    if single(&stroke.key).is_some_and(char::is_alphabetic)
        && let Some(found) = sight_for(state, stroke)
    {
        return Some(found);
    }
    for by_place in [false, true] {
        // On some boards digits need Shift; a letter with Shift is another binding.
        let letter = single(&stroke.key).is_some_and(char::is_alphabetic);
        let plain = !stroke.primary && !stroke.alt && !(stroke.shift && (letter || by_place));
        if plain && state.dialog.is_none() {
            let character = if by_place { character_at(&stroke.code) } else { single(&stroke.key) };
            let label = state
                .project
                .schema
                .offered()
                .find(|label| label.key.is_some() && label.key.map(lower) == character.map(lower));
            // By place only where the key makes no ASCII character: on AZERTY the digits are shifted, and `é` is 2.
            let foreign = !by_place || single(&stroke.key).is_none_or(|c| !c.is_ascii_alphanumeric());
            if let Some(label) = label.filter(|_| foreign) {
                return Some((Command::ApplyLabel, Args::label(label.id.as_str())));
            }
        }
        let foreign = !by_place || single(&stroke.key).is_none_or(|c| !c.is_ascii());
        let action = ACTIONS.iter().find(|action| {
            let hit = |name: &String| matches_name(name, stroke, by_place);
            foreign && state.keymap.of(action).iter().any(hit) && (action.applies)(state)
        });
        let allowed =
            |command| state.dialog.is_none() || matches!(command, Command::Leave | Command::Help | Command::Palette);
        if let Some(action) = action {
            return allowed(action.command).then(|| (action.command, Args::default()));
        }
    }
    if stroke.shift && is_moving(&stroke.key) {
        return extending(state, stroke);
    }
    sight_for(state, stroke)
}

/// What keys mean while somebody looks through the places of a name.
#[inline(never)] // so that it can travel later
fn looking_for(state: &State, stroke: &Stroke) -> Option<Command> {
    if state.holder() != Holder::Places || stroke.primary || stroke.shift || stroke.alt {
        return None;
    }
    let marks = state.occurrences.as_ref().is_some_and(|open| open.marks());
    if stroke.key.eq_ignore_ascii_case("o") || (stroke.code == "KeyO" && !stroke.key.is_ascii()) {
        return Some(Command::LookEverywhere);
    }
    if marks && (stroke.key.eq_ignore_ascii_case("a") || (stroke.code == "KeyA" && !stroke.key.is_ascii())) {
        return Some(Command::ToggleOccurrences);
    }
    match stroke.key.as_str() {
        "ArrowDown" | "." => Some(Command::NextOccurrence),
        "ArrowUp" | "," => Some(Command::PreviousOccurrence),
        " " if marks => Some(Command::ToggleOccurrence),
        "Enter" => Some(Command::AcceptOccurrences),
        _ => None,
    }
}

/// What keys mean in a walk, through claims that are proposed or through suggestions: those that stand for what is marked
/// would else have nothing to mean.
#[inline(never)] // so that it can travel later
fn walking_for(state: &State, stroke: &Stroke) -> Option<Command> {
    let holder = state.holder();
    if !matches!(holder, Holder::Claims | Holder::Picked | Holder::Suggestions) || stroke.primary || stroke.alt {
        return None;
    }
    let step = walk_step(state, stroke)?;
    if holder != Holder::Claims {
        return reviewing_for(state, holder, step);
    }
    Some(match step {
        WalkStep::Accept => Command::AcceptProposal,
        WalkStep::Reject => Command::RejectProposal,
        WalkStep::Next => Command::NextProposal,
        WalkStep::Previous => Command::PreviousProposal,
        WalkStep::Order => return None,
    })
}

/// The same in the walk through suggestions.
fn reviewing_for(state: &State, holder: Holder, step: WalkStep) -> Option<Command> {
    let review = state.review.as_ref()?;
    let is_over = review.at == At::End;
    match step {
        // After something else was picked out, and at the end, one goes on.
        WalkStep::Accept if holder == Holder::Picked && !state.selection.annotations().is_empty() => {
            Some(Command::ReviewSuggestions)
        }
        _ if holder == Holder::Picked => None,
        WalkStep::Accept if is_over => Some(Command::ReviewSuggestions),
        _ if is_over => None,
        WalkStep::Accept => Some(Command::AcceptSuggestion),
        WalkStep::Reject => Some(Command::RejectSuggestion),
        WalkStep::Next => Some(Command::NextSuggestion),
        WalkStep::Previous => Some(Command::PreviousSuggestion),
        WalkStep::Order => Some(Command::OrderSuggestions),
    }
}

/// What a key means in any walk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WalkStep {
    Accept,
    Reject,
    Next,
    Previous,
    Order,
}

fn walk_step(state: &State, stroke: &Stroke) -> Option<WalkStep> {
    let step = match (stroke.key.as_str(), stroke.shift) {
        ("Enter", false) => WalkStep::Accept,
        ("Backspace" | "Delete", false) => WalkStep::Reject,
        ("ArrowDown" | "." | " ", false) => WalkStep::Next,
        ("ArrowUp" | ",", false) => WalkStep::Previous,
        _ => {
            // Boards without these letters have them by their place; a label's own key stays the label's.
            let typed = single(&stroke.key).filter(char::is_ascii).or_else(|| character_at(&stroke.code)).map(lower)?;
            if state.project.schema.offered().any(|label| label.key.map(lower) == Some(typed)) {
                return None;
            }
            match (typed, stroke.shift) {
                ('j', false) => WalkStep::Next,
                ('j', true) => WalkStep::Previous,
                ('o', false) => WalkStep::Order,
                _ => return None,
            }
        }
    };
    Some(step)
}

/// What keys mean in the sheet of the label schema.
#[inline(never)] // so that it can travel later
fn drafting_for(state: &State, stroke: &Stroke) -> Option<Command> {
    if state.dialog != Some(Dialog::Schemas) || !stroke.primary || stroke.shift || stroke.alt {
        return None;
    }
    match stroke.key.as_str() {
        "Enter" => Some(Command::SchemaKeep),
        "z" | "Z" => Some(Command::SchemaBack),
        _ => None,
    }
}

/// What keys mean in the sheet that asks what blocks are: a letter for each kind, a digit for a heading.
#[inline(never)] // so that it can travel later
fn block_for(state: &State, stroke: &Stroke) -> Option<(Command, Args)> {
    let Some(Dialog::Block(blocks)) = &state.dialog else { return None };
    if stroke.shift && stroke.key.eq_ignore_ascii_case("t") && !stroke.primary && !stroke.alt {
        return Some((Command::AboutArticle, Args::default()));
    }
    if stroke.primary || stroke.shift || stroke.alt {
        return None;
    }
    let typed = single(&stroke.key).map(lower).filter(char::is_ascii_alphanumeric);
    // Boards without these letters have them by their place.
    let key = typed.or_else(|| character_at(&stroke.code))?;
    let args = Args::blocks(blocks);
    let kind = KINDS.iter().find(|(_, known)| *known == key).map(|(kind, _)| kind_id(*kind));
    match key {
        '1'..='6' => Some((Command::SetBlock, Args { kind: Some(format!("h{key}")), ..args })),
        'f' => Some((Command::ToggleFurniture, args)),
        'e' => Some((Command::FurnitureFromHere, args)),
        'u' => Some((Command::FurnitureUpToHere, args)),
        _ => kind.map(|kind| (Command::SetBlock, Args { kind: Some(kind), ..args })),
    }
}

/// A label's key with Shift: how that label is seen.
fn sight_for(state: &State, stroke: &Stroke) -> Option<(Command, Args)> {
    if !stroke.shift || stroke.primary || stroke.alt || state.dialog.is_some() {
        return None;
    }
    let typed = single(&stroke.key).filter(char::is_ascii_alphanumeric).or_else(|| character_at(&stroke.code))?;
    let label = state.project.schema.offered().find(|label| label.key.map(lower) == Some(lower(typed)))?;
    Some((Command::CycleSight, Args::label(label.id.as_str())))
}

fn single(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn lower(c: char) -> char {
    // Beyond ASCII a label's key is matched as it is: the tables of all scripts' cases weigh 8 kB.
    c.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::sample;

    /// `key@code`, with `Mod+`, `Shift+` before.
    fn check(input: &str, expected: Option<&str>) {
        let state = sample::state();
        let (mods, rest) = input.rsplit_once('+').unwrap_or(("", input));
        let (key, code) = rest.split_once('@').unwrap_or((rest, ""));
        let stroke = Stroke {
            key: key.to_owned(),
            code: code.to_owned(),
            primary: mods.contains("Mod"),
            shift: mods.contains("Shift"),
            alt: mods.contains("Alt"),
        };
        let found =
            command_for(&state, &stroke).map(|(command, args)| args.label.unwrap_or_else(|| command.info().id.into()));
        assert_eq!(found.as_deref(), expected, "{input}");
    }

    #[test]
    fn latin_boards() {
        check("1@Digit1", Some("person"));
        check("c@KeyC", Some("claim"));
        check("C@KeyC", Some("claim"));
        check("Shift+Q@KeyQ", None);
        check("Mod+c@KeyC", None);
        check("x@KeyX", Some("toggle-exact"));
        check("Shift+?@Slash", Some("help"));
        check("Alt+1@Digit1", None);
        check("Backspace@Backspace", None);
        check("Escape@Escape", Some("leave"));
        check("Shift+Escape@Escape", None);
        check(".@Period", Some("next-annotation"));
    }

    #[test]
    fn other_boards() {
        check("&@Digit1", Some("person")); // AZERTY
        check("с@KeyC", Some("claim")); // Cyrillic es
        check("ؤ@KeyC", Some("claim"));
        check("ч@KeyX", Some("toggle-exact"));
        check("z@KeyY", None); // QWERTZ
        check("Mod+s@KeyS", Some("export"));
        check("Mod+ы@KeyS", Some("export"));
    }
}
