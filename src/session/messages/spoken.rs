//! The language that is spoken: the texts of another one than English, and how it writes numbers and counts. English is in the
//! program; another language comes in whole before the first word is asked for, and is never changed after that.

use std::cell::Cell;

use super::Words;

/// A language that is spoken instead of English.
#[derive(Debug)]
struct Spoken {
    /// The texts, in the order of [`Words`].
    texts: Box<[&'static str]>,
    /// The plural category of a number, as CLDR names it (`one`, `few`, `other`).
    plural: fn(&str) -> String,
    /// A number, given by its digits, as people read it.
    number: fn(&str) -> String,
    /// Whether it is written from right to left.
    is_mirrored: bool,
}

thread_local! {
    static SPOKEN: Cell<Option<&'static Spoken>> = const { Cell::new(None) };
}

/// Speaks another language from now on. `table` has a text in each line, in the order of [`Words`] (`cargo xtask build` writes it);
/// one that is of another build is refused, and English stays. To be called before anything is drawn.
#[must_use]
pub fn speak(table: &str, plural: fn(&str) -> String, number: fn(&str) -> String, is_mirrored: bool) -> bool {
    let table: &'static str = Box::leak(Box::from(table));
    let texts: Box<[&'static str]> = table.split('\n').collect();
    let is_whole = texts.len() == Words::COUNT;
    if is_whole {
        // As long as the page is.
        SPOKEN.set(Some(Box::leak(Box::new(Spoken { texts, plural, number, is_mirrored }))));
    }
    is_whole
}

/// The text at a place of the table, where it is not the English one.
pub(super) fn text(place: usize) -> Option<&'static &'static str> {
    SPOKEN.get()?.texts.get(place)
}

/// A text with its facts: `{}` is the next one, `{2}` the second one, and `[2|one:…|other:…]` what stands there is by the
/// plural category of the second one, with facts of its own. A category that is not there is as `other`.
pub(super) fn filled<T: AsRef<str>>(text: &str, facts: &[T]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    fill(&mut out, text, (text, facts), &mut 0);
    out
}

/// `whole` is the whole text, of which this may be a form, and all its facts.
fn fill<T: AsRef<str>>(out: &mut String, text: &str, whole: (&str, &[T]), next: &mut usize) {
    let facts = whole.1;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[']) {
        out.push_str(&rest[..at]);
        let (is_fact, inside) = (rest.as_bytes()[at] == b'{', &rest[at + 1..]);
        let close = if is_fact { '}' } else { ']' };
        let Some((what, behind)) = inside.split_once(close) else { return out.push_str(&rest[at..]) };
        if is_fact && what.bytes().all(|byte| byte.is_ascii_digit()) {
            let place = what.parse().map_or(*next, |number: usize| number.wrapping_sub(1));
            *next += usize::from(what.is_empty());
            say(out, facts.get(place).map_or("", AsRef::as_ref), || whole.0.contains(&format!("[{}|", place + 1)));
        } else if let Some((number, forms)) = counted(what) {
            let count = facts.get(number.wrapping_sub(1)).map_or("", AsRef::as_ref);
            fill(out, form(forms, count), whole, next);
        } else {
            // No place of ours.
            out.push_str(&rest[at..=at]);
            rest = inside;
            continue;
        }
        rest = behind;
    }
    out.push_str(rest);
}

/// Which fact counts, and the forms.
fn counted(what: &str) -> Option<(usize, &str)> {
    let (number, forms) = what.split_once('|')?;
    Some((number.parse().ok()?, forms))
}

fn form<'a>(forms: &'a str, count: &str) -> &'a str {
    let category = match SPOKEN.get() {
        Some(spoken) => (spoken.plural)(&digits(count).unwrap_or_default()),
        None => String::from(if count == "1" { "one" } else { "other" }),
    };
    let named = |name: &str| forms.split('|').find_map(|form| form.strip_prefix(name)?.strip_prefix(':'));
    named(&category).or_else(|| named("other")).unwrap_or_default()
}

/// The digits of a whole number, which may be grouped as in English (`grouped`).
fn digits(fact: &str) -> Option<String> {
    let is_number = fact.starts_with(|c: char| c.is_ascii_digit())
        && fact.len() < 20
        && fact.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    is_number.then(|| fact.replace(',', ""))
}

/// A fact. Only what a form is chosen by is a number for certain: other digits are somebody's words, and stay as they are. What
/// may be of another direction than the sentence is kept apart (Unicode UAX 9, isolates).
fn say(out: &mut String, fact: &str, counts: impl Fn() -> bool) {
    let Some(spoken) = SPOKEN.get() else { return out.push_str(fact) };
    if let Some(digits) = digits(fact).filter(|_| counts()) {
        out.push_str(&(spoken.number)(&digits));
    } else if spoken.is_mirrored {
        out.extend(["\u{2068}", fact, "\u{2069}"]);
    } else {
        out.push_str(fact);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english(text: &str, facts: &[&str]) -> String {
        filled(text, facts)
    }

    #[test]
    fn facts_and_forms_stand_where_they_belong() {
        assert_eq!(english("{} of {}", &["3", "12"]), "3 of 12");
        assert_eq!(english("{2}: {1}", &["a", "b"]), "b: a");
        let added = "{} [1|one:article|other:articles]; {} [2|one:remark|other:remarks].";
        assert_eq!(english(added, &["1", "2"]), "1 article; 2 remarks.");
        assert_eq!(english("[1|one:one|other:{1} of {2}]", &["5", "7"]), "5 of 7");
        assert_eq!(english("[words](https://…) {", &[]), "[words](https://…) {");
        assert_eq!(english("{}", &["{} [1|other:x]"]), "{} [1|other:x]", "a fact is no text");
        assert_eq!(english("{} and {}", &["x"]), "x and ");
    }

    /// A thread of its own: what is spoken stays.
    #[test]
    fn another_language_is_spoken_whole_or_not_at_all() {
        let table = (0..Words::COUNT).map(|at| format!("t{at}")).collect::<Vec<_>>().join("\n");
        let plural = |count: &str| String::from(if count == "2" { "two" } else { "other" });
        let spoken = std::thread::spawn(move || {
            assert!(!speak("one\ntwo", plural, str::to_owned, true));
            assert_eq!(Words::ActUndo.text(), "Undo", "that of another build is not taken");
            assert!(speak(&table, plural, |digits| format!("<{digits}>"), true));
            let last = Words::ALL[Words::COUNT - 1].text();
            let told = filled("[1|two:both|other:{1} of {2}]", &["3", "x"]);
            (Words::ALL[0].text(), last, told, filled("[1|two:both|other:x]", &["2"]), filled("{}", &["12,5"]))
        });
        let (first, last, told, both, words) = spoken.join().expect("it speaks");
        assert_eq!((first, last), ("t0", &*format!("t{}", Words::COUNT - 1)));
        assert_eq!((told.as_str(), both.as_str()), ("<3> of \u{2068}x\u{2069}", "both"));
        assert_eq!(words, "\u{2068}12,5\u{2069}", "what was marked is no number of ours");
        assert_eq!(Words::ActUndo.text(), "Undo");
    }
}
