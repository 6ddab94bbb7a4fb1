//! Two stacks: what was done, and what was undone since. Knows nothing of what a step holds and nothing of time;
//! steps that belong together were made one by whoever made them.

use std::collections::VecDeque;

/// Steps that can be undone and redone. Limit: the oldest step is forgotten when there are more than
/// [`History::LIMIT`].
#[derive(Clone, Debug)]
pub struct History<T> {
    done: VecDeque<T>,
    undone: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { done: VecDeque::new(), undone: Vec::new() }
    }
}

impl<T> History<T> {
    /// How many steps can be undone at most.
    pub const LIMIT: usize = 500;

    /// Records a new step; what was undone cannot be redone any more.
    pub fn push(&mut self, step: T) {
        self.undone.clear();
        self.done.push_back(step);
        if self.done.len() > Self::LIMIT {
            self.done.pop_front();
        }
    }

    /// The step that an undo would undo.
    #[must_use]
    pub fn last_done(&self) -> Option<&T> {
        self.done.back()
    }

    /// The step that a redo would redo.
    #[must_use]
    pub fn last_undone(&self) -> Option<&T> {
        self.undone.last()
    }

    /// The last step was undone; `step` is what a redo will need.
    pub fn undid(&mut self, step: T) {
        if self.done.pop_back().is_some() {
            self.undone.push(step);
        }
    }

    /// The last undone step was redone; `step` is what an undo will need.
    pub fn redid(&mut self, step: T) {
        if self.undone.pop().is_some() {
            self.done.push_back(step);
        }
    }

    /// Forgets the step that an undo would undo: it cannot be undone.
    pub fn drop_done(&mut self) {
        self.done.pop_back();
    }

    /// Forgets the step that a redo would redo.
    pub fn drop_undone(&mut self) {
        self.undone.pop();
    }

    /// How many steps can be undone, and how many redone.
    #[must_use]
    pub fn depth(&self) -> (usize, usize) {
        (self.done.len(), self.undone.len())
    }

    /// Every step, undone ones last.
    pub fn steps(&self) -> impl Iterator<Item = &T> {
        self.done.iter().chain(self.undone.iter())
    }
}
