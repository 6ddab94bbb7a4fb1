//! How a simulated browser comes to rest.

use std::collections::VecDeque;

use manicule::session::{Action, Args, Command};

use super::World;

impl World {
    /// A person whose article could not be read, a store having been emptied meanwhile, opens it again.
    fn look_again(&mut self, actor: u64) {
        let Some(state) = self.tabs.get(&actor).map(|tab| &tab.state) else { return };
        let first = state.project.order.first().filter(|_| state.started && state.open.is_none());
        if let Some(id) = first.filter(|_| state.opening.is_none()).cloned() {
            self.tell(actor, Action::Run(Command::OpenArticle, Args::document(&id)));
        }
    }

    /// Lets everything come to rest, every tab having heard of everything.
    pub(crate) fn rest(&mut self) {
        self.refuse(None, None);
        for round in 0..4 {
            for actor in self.tabs.keys().copied().collect::<Vec<_>>() {
                // What was refused once is tried again after a while, and what was asked for by then may still be refused.
                self.look_again(actor);
                if self.tabs.get(&actor).is_some_and(|tab| !tab.state.unsaved.is_empty()) {
                    self.tell(actor, Action::Retry);
                }
                for _ in 0..10_000 {
                    let idle = self.browser.borrow().asked.get(&actor).is_none_or(VecDeque::is_empty);
                    if idle {
                        break;
                    }
                    self.transact(actor);
                }
                let unheard = self.browser.borrow().unheard.get(&actor).map_or(0, VecDeque::len);
                (0..unheard).for_each(|_| self.hear(actor));
                if round < 3 {
                    self.reread(actor);
                }
            }
        }
    }
}
