//! The one place that holds the state, and how components hear of it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use yew::prelude::*;

use super::effects::{self, Edge};
use crate::browser::clock;
use crate::edit::Fresh;
use crate::model::Table;
use crate::session::{Action, Args, Command, Outcome, State, update};

type Subscriber = Rc<dyn Fn(&State)>;

struct Inner {
    state: RefCell<State>,
    subscribers: RefCell<Table<u32, Subscriber>>,
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
        self.store.0.subscribers.borrow_mut().remove(&self.number);
    }
}

impl Store {
    /// A store with a first state and the edge that carries its effects out.
    #[must_use]
    pub fn new(state: State, edge: Edge) -> Self {
        Self(Rc::new(Inner {
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
        let (effects, outcome) = {
            let mut state = self.0.state.borrow_mut();
            let mut fresh = Fresh::new(clock::now(), Some(state.me), clock::random_bits());
            update(&mut state, action, &mut fresh)
        };
        let subscribers: Vec<Subscriber> = self.0.subscribers.borrow().values().cloned().collect();
        for subscriber in subscribers {
            subscriber(&self.0.state.borrow());
        }
        for effect in effects {
            effects::run(self, effect);
        }
        outcome
    }

    /// Has `hear` called after every action.
    #[must_use]
    pub fn subscribe(&self, hear: impl Fn(&State) + 'static) -> Subscription {
        let number = self.0.next.replace(self.0.next.get() + 1);
        self.0.subscribers.borrow_mut().insert(number, Rc::new(hear));
        Subscription { store: self.clone(), number }
    }
}

/// The store.
///
/// # Panics
/// Outside [`super::app::App`].
#[hook]
pub fn use_store() -> Store {
    #[expect(clippy::expect_used, reason = "every component is inside App, which provides it")]
    use_context::<Store>().expect("components are inside App")
}

/// A value made from the state; the component is drawn again only when the value differs. Select cheap values.
#[hook]
pub fn use_selector<T, F>(select: F) -> T
where
    T: PartialEq + Clone + 'static,
    F: Fn(&State) -> T + 'static,
{
    let store = use_store();
    let redraw = use_force_update();
    let value = store.with(&select);
    let shown = use_mut_ref(|| None::<T>);
    let selector = use_mut_ref(|| None::<Box<dyn Fn(&State) -> T>>);
    *shown.borrow_mut() = Some(value.clone());
    *selector.borrow_mut() = Some(Box::new(select));
    // Registered while drawing: a change that comes before effects run is not missed.
    let _subscription = use_memo((), move |()| {
        store.subscribe(move |state| {
            let new = selector.borrow().as_ref().map(|select| select(state));
            if *shown.borrow() != new {
                redraw.force_update();
            }
        })
    });
    value
}

/// A value that is equal to another only when it is the same one.
#[derive(Debug)]
pub struct Same<T>(pub Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
