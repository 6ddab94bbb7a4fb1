//! Marking, choosing and linking annotations with mouse and keys.

use crate::page::Page;
use crate::span::{Label, Span};
use crate::words::{InArticle, Passage, point, texts};
use serde_json::json;

impl Page {
    /// Drags over words and waits until they are drawn as the pending selection.
    #[track_caller]
    pub fn select(&self, what: impl InArticle) -> Passage {
        let passage = self.drag_over(what);
        self.until(&format!("“{}” to be drawn as selected", passage.words), || self.has_pending().then_some(()));
        passage
    }

    /// Drags over words, whatever may come of it.
    #[track_caller]
    pub fn drag_over(&self, what: impl InArticle) -> Passage {
        let passage = what.find(self);
        let (from, to) = self.ends_of(&passage);
        self.drag(from, to);
        self.idle();
        passage
    }

    /// Adds another part to the pending selection: a drag with Ctrl held.
    #[track_caller]
    pub fn add_part(&self, what: impl InArticle) {
        let before = self.pending();
        let passage = what.find(self);
        let (from, to) = self.ends_of(&passage);
        self.holding("Ctrl", || self.drag(from, to));
        self.until(&format!("“{}” to join the selection", passage.words), || {
            (self.pending() != before).then_some(())
        });
    }

    /// Selects these characters and no more: a drag with Alt held.
    #[track_caller]
    pub fn select_exactly(&self, what: impl InArticle) {
        let (from, to) = self.ends_of(&what.find(self));
        self.holding("Alt", || self.drag(from, to));
        self.until("the exact characters to be drawn as selected", || self.has_pending().then_some(()));
    }

    /// Double-clicks a word and waits until something is drawn as the pending selection.
    #[track_caller]
    pub fn double_click_word(&self, word: impl InArticle) {
        let passage = word.find(self);
        self.double_click(self.inside(&passage));
        self.until(&format!("“{}” to be drawn as selected", passage.words), || self.has_pending().then_some(()));
    }

    /// Whether something is selected and not yet annotated.
    #[track_caller]
    pub fn has_pending(&self) -> bool {
        self.count("mark.pending") > 0
    }

    /// The words of the pending selection as they are drawn.
    #[track_caller]
    pub fn pending(&self) -> String {
        let script = "return wordsIn(document.querySelectorAll('mark.pending'))";
        texts(&self.ask(script, &[])).concat()
    }

    /// Drags over words and presses the label's key.
    #[track_caller]
    pub fn mark(&self, what: impl InArticle, label: Label) -> Span {
        self.select(what);
        self.label(label)
    }

    /// Presses the key of a label over the pending selection.
    #[track_caller]
    pub fn label(&self, label: Label) -> Span {
        let span = self.newly_made(|| self.press(label.key));
        assert_eq!(span.label, label.id, "the key {} made {span:?}", label.key);
        span
    }

    /// Does something that makes one annotation in the open article, and returns it.
    #[track_caller]
    pub fn newly_made(&self, deed: impl FnOnce()) -> Span {
        let before = self.spans();
        deed();
        self.idle();
        let made = self.until("one more annotation", || {
            let mut made = self.spans();
            made.retain(|span| !before.iter().any(|known| known.id == span.id));
            (!made.is_empty()).then_some(made)
        });
        match <[Span; 1]>::try_from(made) {
            Ok([span]) => {
                self.until("the new annotation to be drawn", || (!self.drawn(&span.id).is_empty()).then_some(()));
                span
            }
            Err(made) => panic!("one annotation was to be made, and there are more: {made:#?}"),
        }
    }

    /// The words that are drawn as belonging to an annotation.
    #[track_caller]
    pub fn drawn(&self, id: &str) -> String {
        let script = "return wordsIn(document.querySelectorAll(`mark[data-annotations~=\"${arguments[0]}\"]`))";
        texts(&self.ask(script, &[json!(id)])).concat()
    }

    /// Ids of the annotations that are selected.
    #[track_caller]
    pub fn selected(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('[data-annotation]')].filter((row) => row.matches( \
                      '[aria-selected=true], [aria-current=true], [aria-pressed=true], .selected')) \
                      .map((row) => row.dataset.annotation)";
        texts(&self.ask(script, &[]))
    }

    /// Clicks an annotation in the article until it is the selected one; where several lie at one place,
    /// every click brings up the next.
    #[track_caller]
    pub fn choose(&self, id: &str) {
        let script = "const id = arguments[0]; \
                      const marks = [...document.querySelectorAll(`mark[data-annotations~=\"${id}\"]`)]; \
                      if (!marks.length) throw new Error(`annotation ${id} is not drawn`); \
                      const depth = (mark) => mark.dataset.annotations.split(' ').indexOf(id); \
                      const best = marks.reduce((best, mark) => (depth(mark) < depth(best) ? mark : best)); \
                      const lying = best.dataset.annotations.split(' ').length; \
                      return middleOf(best).then(({ x, y }) => ({ x, y, lying }))";
        let found = self.ask(script, &[json!(id)]);
        let lying = found["lying"].as_u64().unwrap_or(1);
        let mut seen = Vec::new();
        for _ in 0..=lying {
            self.click(point(&found));
            self.idle();
            if self.selected() == [id] {
                return;
            }
            seen.push(self.selected());
        }
        panic!("clicks never selected annotation {id}, but one after the other {seen:?}; {}", self.state());
    }

    /// Links two annotations: choose the first, `l`, click the other. Returns the new link.
    #[track_caller]
    pub fn link(&self, from: &Span, to: &Span) -> serde_json::Value {
        let before = self.relations();
        self.choose(&from.id);
        self.press("l");
        self.idle();
        self.click_annotation(&to.id);
        self.until(&format!("a link from “{}” to “{}”", from.text(), to.text()), || {
            self.relations().into_iter().find(|relation| !before.contains(relation))
        })
    }

    /// One click in the middle of an annotation's first words.
    #[track_caller]
    pub fn click_annotation(&self, id: &str) {
        self.click_selector(&format!("mark[data-annotations~=\"{id}\"]"));
    }

    /// One click in the middle of an element.
    #[track_caller]
    pub fn click_selector(&self, selector: &str) {
        self.click(self.middle_of(selector));
        self.idle();
    }

    /// Opens the field of an attribute of what is picked out, where it is not open already.
    #[track_caller]
    pub fn open_field(&self, name: &str) {
        let closed = format!("details[data-attribute={name}]:not([open]) > summary");
        if self.count(&closed) > 0 {
            self.click_selector(&closed);
        }
    }

    /// Presses a key or chord and waits until everything it caused is done.
    #[track_caller]
    pub fn strike(&self, chord: &str) {
        self.press(chord);
        self.idle();
    }
}
