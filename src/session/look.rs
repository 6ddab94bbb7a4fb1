//! How the page looks to a person, whatever project is open: theme, sizes, language. It is kept beside all projects, as JSON;
//! `boot.js` puts it on before anything is drawn (`maniculeLook`).

use super::command::Command;
use super::messages::Words;
use crate::formats::json::{self, objects, to_json};

objects! {
    /// What was chosen; nothing is as it comes. Sizes are as style sheets have them.
    Look as brief {
        /// `light`, `dark` or `contrast`.
        theme: Option<String>,
        /// The article's letters, as a factor.
        size: Option<String>,
        /// The height of its lines, in letters.
        leading: Option<String>,
        /// The width of its column, as a factor.
        measure: Option<String>,
        /// The width of the list of articles.
        queue: Option<String>,
        /// The width of the labels and what is below them.
        desk: Option<String>,
        /// Whether only the article is shown.
        focus: Option<bool>,
        /// The language of the interface, by its code.
        language: Option<String>,
        /// The hints that were followed, by their letters ([`Hint`]).
        hints: Option<String>,
    }
}

/// Themes, by what they are called in [`Look`]: nothing is as the system says.
pub const THEMES: [(&str, Words); 4] = [
    ("", Words::LookSystem),
    ("light", Words::LookLight),
    ("dark", Words::LookDark),
    ("contrast", Words::LookContrast),
];

/// What somebody who comes for the first time is told in the foot, until it was done once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Words are marked.
    Mark,
    /// A claim is linked.
    Link,
    /// What was marked is taken along.
    Export,
}

impl Hint {
    /// All of them, in the order in which they are of use.
    pub const ALL: [Self; 3] = [Self::Mark, Self::Link, Self::Export];

    /// In words.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::Mark => Words::HintMark,
            Self::Link => Words::HintLink,
            Self::Export => Words::HintExport,
        }
    }

    /// What it is about, whose key it names.
    #[must_use]
    pub const fn command(self) -> Option<Command> {
        match self {
            Self::Mark => None,
            Self::Link => Some(Command::StartLink),
            Self::Export => Some(Command::Export),
        }
    }

    const fn letter(self) -> char {
        match self {
            Self::Mark => 'm',
            Self::Link => 'l',
            Self::Export => 'e',
        }
    }

    /// Whether it was followed, by a look as it is kept: the foot asks at each drawing, so nothing is read anew.
    #[must_use]
    pub fn is_followed(self, look: &str) -> bool {
        let told = look.split_once("\"hints\":\"").map_or("", |(_, rest)| rest);
        told.split('"').next().unwrap_or_default().contains(self.letter())
    }
}

/// A size that can be changed.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// The field of [`Look`].
    pub field: &'static str,
    /// What it is called.
    pub name: Words,
    /// From where to where, in steps; the last is where it comes. In hundredths, or in pixels.
    pub range: [u32; 4],
    /// Whether it is in pixels.
    pub is_pixels: bool,
}

/// All of them.
pub const SCALES: [Scale; 5] = [
    Scale { field: "size", name: Words::LookSize, range: [80, 220, 10, 100], is_pixels: false },
    Scale { field: "leading", name: Words::LookLeading, range: [170, 280, 5, 205], is_pixels: false },
    Scale { field: "measure", name: Words::LookMeasure, range: [70, 150, 5, 100], is_pixels: false },
    Scale { field: "queue", name: Words::LookQueue, range: [160, 420, 4, 236], is_pixels: true },
    Scale { field: "desk", name: Words::LookDesk, range: [220, 520, 4, 292], is_pixels: true },
];

impl Scale {
    /// The value in a look, as a number of its range.
    #[must_use]
    pub fn value(&self, look: &Look) -> u32 {
        let [least, most, _, usual] = self.range;
        let Some(text) = look.of(self.field) else { return usual };
        let number = if self.is_pixels {
            text.strip_suffix("px").and_then(|digits| digits.parse().ok())
        } else {
            text.split_once('.').and_then(|(whole, parts)| format!("{whole}{parts:0<2}").parse().ok())
        };
        number.map_or(usual, |number: u32| number.clamp(least, most))
    }

    /// As a style sheet has it; nothing where it is as it comes.
    fn written(&self, number: u32) -> Option<String> {
        let [least, most, _, usual] = self.range;
        let number = number.clamp(least, most);
        let text = if self.is_pixels { format!("{number}px") } else { format!("{}.{:02}", number / 100, number % 100) };
        (number != usual).then_some(text)
    }
}

impl Look {
    /// As it was kept; as it comes where that is nothing, or does not read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        json::parse(text).unwrap_or_default()
    }

    /// As it is kept.
    #[must_use]
    pub fn written(&self) -> String {
        to_json(self)
    }

    fn of(&self, field: &str) -> Option<&str> {
        match field {
            "theme" => self.theme.as_deref(),
            "size" => self.size.as_deref(),
            "leading" => self.leading.as_deref(),
            "measure" => self.measure.as_deref(),
            "queue" => self.queue.as_deref(),
            "desk" => self.desk.as_deref(),
            "language" => self.language.as_deref(),
            _ => None,
        }
    }

    /// Notes that a hint was followed.
    pub fn follow(&mut self, hint: Hint) {
        self.hints.get_or_insert_default().push(hint.letter());
    }

    /// Changes a field; empty is as it comes. False where there is no such field or value.
    pub fn set(&mut self, field: &str, value: &str) -> bool {
        let chosen = Some(value).filter(|value| !value.is_empty()).map(str::to_owned);
        if let Some(scale) = SCALES.iter().find(|scale| scale.field == field) {
            let written = match (&chosen, value.parse()) {
                (None, _) => None,
                (_, Ok(number)) => scale.written(number),
                _ => return false,
            };
            *match field {
                "size" => &mut self.size,
                "leading" => &mut self.leading,
                "measure" => &mut self.measure,
                "queue" => &mut self.queue,
                _ => &mut self.desk,
            } = written;
            return true;
        }
        match field {
            "theme" if THEMES.iter().any(|(name, _)| *name == value) => self.theme = chosen,
            "language" if value.len() < 36 => self.language = chosen,
            _ => return false,
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_go_there_and_back_within_their_range() {
        for scale in SCALES {
            let [least, most, step, usual] = scale.range;
            for number in (least..=most).step_by(step as usize) {
                let mut look = Look::default();
                assert!(look.set(scale.field, &number.to_string()));
                let look = Look::read(&look.written());
                assert_eq!(scale.value(&look), number, "{}", scale.field);
                assert_eq!(look.of(scale.field).is_none(), number == usual);
            }
            let mut look = Look::default();
            assert!(look.set(scale.field, "100000") && scale.value(&look) == most);
            assert!(look.set(scale.field, "0") && scale.value(&look) == least);
            assert!(!look.set(scale.field, "wide") && !look.set(scale.field, "-1"));
            assert!(look.set(scale.field, "") && look == Look::default());
        }
    }

    #[test]
    fn hints_are_followed_once_and_for_good() {
        let mut look = Look::default();
        assert!(look.set("theme", "dark"));
        assert!(Hint::ALL.iter().all(|hint| !hint.is_followed(&look.written())));
        look.follow(Hint::Link);
        look.follow(Hint::Mark);
        let kept = Look::read(&look.written()).written();
        assert_eq!(Hint::ALL.map(|hint| hint.is_followed(&kept)), [true, true, false], "{kept}");
        assert!(!Hint::Mark.is_followed(""));
    }

    #[test]
    fn what_does_not_read_is_as_it_comes() {
        for text in ["", "null", "5", "{", "[]", r#"{"size":7}"#] {
            assert_eq!(Look::read(text), Look::default(), "{text}");
        }
        let strange = Look::read(r#"{"size":"huge","queue":"9%","desk":"-5px","theme":"pink"}"#);
        assert!(SCALES.iter().all(|scale| scale.value(&strange) == scale.range[3]), "{strange:?}");
        let mut look = Look::default();
        assert!(!look.set("theme", "pink") && !look.set("font", "x") && look.set("theme", "dark"));
        assert_eq!(look.written(), r#"{"theme":"dark"}"#);
    }
}
