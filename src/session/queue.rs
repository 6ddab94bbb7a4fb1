//! How the queue is looked at. Its rows are drawn in stretches, those around what is in sight only, so that a queue of ten
//! thousand scrolls like one of ten.

/// Rows in a stretch.
pub const STRETCH: usize = 40;
/// Stretches that stay drawn: more than a window shows, so that going back a little draws nothing.
const DRAWN: usize = 6;

/// How the queue is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueView {
    /// The stretches that came into sight, the last one first.
    near: Vec<usize>,
}

impl Default for QueueView {
    fn default() -> Self {
        Self { near: vec![0] }
    }
}

impl QueueView {
    /// A stretch comes into sight.
    pub fn near(&mut self, stretch: usize) {
        self.near.retain(|other| *other != stretch);
        self.near.insert(0, stretch);
        self.near.truncate(DRAWN);
    }

    /// Whether a stretch is drawn.
    #[must_use]
    pub fn draws(&self, stretch: usize) -> bool {
        self.near.contains(&stretch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_in_sight_last_is_drawn() {
        let mut view = QueueView::default();
        assert!(view.draws(0) && !view.draws(1));
        (1..20).for_each(|stretch| view.near(stretch));
        view.near(16);
        let drawn: Vec<usize> = (0..25).filter(|stretch| view.draws(*stretch)).collect();
        assert_eq!(drawn, [14, 15, 16, 17, 18, 19]);
    }
}
