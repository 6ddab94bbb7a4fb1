//! The one place that holds the state, and how components hear of it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use yew::{Component, Context};

use super::aspects::{Aspects, Seen};
use super::effects::{self, Edge};
use crate::browser::clock;
use crate::edit::Fresh;
use crate::session::{Action, Args, Command, Outcome, State, update};

type Subscriber = Rc<dyn Fn(&State, Aspects)>;

struct Inner {
    state: RefCell<State>,
    seen: RefCell<Seen>,
    subscribers: RefCell<Vec<(u32, Subscriber)>>,
    next: Cell<u32>,
    queue: RefCell<VecDeque<Action>>,
    busy: Cell<bool>,
    edge: Edge,
}

/// A handle to the state; equal to its clones.
#[derive(Clone)]
pub struct Store(Rc<Inner>);

impl PartialEq for Store {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Hears of changes until it is dropped.
pub struct Subscription {
    store: Store,
    number: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.0.subscribers.borrow_mut().retain(|(number, _)| *number != self.number);
    }
}

impl Store {
    /// A store with a first state and the edge that carries its effects out.
    #[must_use]
    pub fn new(state: State, edge: Edge) -> Self {
        Self(Rc::new(Inner {
            seen: RefCell::new(Seen::of(&state)),
            state: RefCell::new(state),
            subscribers: RefCell::default(),
            next: Cell::new(0),
            queue: RefCell::default(),
            busy: Cell::new(false),
            edge,
        }))
    }

    /// Looks at the state.
    pub fn with<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.0.state.borrow())
    }

    /// The edge.
    #[must_use]
    pub fn edge(&self) -> &Edge {
        &self.0.edge
    }

    /// Does an action: computes, swaps, tells, and has effects carried out. An action from inside a subscriber waits
    /// its turn and has an empty outcome.
    pub fn dispatch(&self, action: Action) -> Outcome {
        if self.0.busy.replace(true) {
            self.0.queue.borrow_mut().push_back(action);
            return Outcome::default();
        }
        let outcome = self.turn(action);
        while let Some(next) = { self.0.queue.borrow_mut().pop_front() } {
            self.turn(next);
        }
        self.0.busy.set(false);
        outcome
    }

    /// Runs a command.
    pub fn run(&self, command: Command, args: Args) -> Outcome {
        self.dispatch(Action::Run(command, args))
    }

    fn turn(&self, action: Action) -> Outcome {
        let (effects, outcome, changed) = {
            let mut state = self.0.state.borrow_mut();
            let mut fresh = Fresh::new(clock::now(), Some(state.me), clock::random_bits());
            let (effects, outcome) = update(&mut state, action, &mut fresh);
            let now = Seen::of(&state);
            let changed = self.0.seen.borrow().differs(&now);
            self.0.seen.replace(now);
            (effects, outcome, changed)
        };
        let subscribers = self.0.subscribers.borrow().clone();
        for (_, subscriber) in subscribers {
            subscriber(&self.0.state.borrow(), changed);
        }
        for effect in effects {
            effects::run(self, effect);
        }
        outcome
    }

    /// Draws a component again after every action that changes one of some aspects.
    #[must_use]
    pub fn redraw<C: Component<Message = ()>>(&self, ctx: &Context<C>, needs: Aspects) -> Subscription {
        let link = ctx.link().clone();
        self.subscribe(move |_, changed| {
            if changed.meet(needs) {
                link.send_message(());
            }
        })
    }

    /// Has `hear` called after every action, with what it changed.
    #[must_use]
    pub fn subscribe(&self, hear: impl Fn(&State, Aspects) + 'static) -> Subscription {
        let number = self.0.next.replace(self.0.next.get() + 1);
        self.0.subscribers.borrow_mut().push((number, Rc::new(hear)));
        Subscription { store: self.clone(), number }
    }
}
