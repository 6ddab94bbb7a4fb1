//! What tabs tell each other: texts, to all others of the same scope.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

use crate::storage::Scope;

/// A channel to all other tabs; silent where the browser has none.
#[derive(Clone, Debug)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// The channel of a scope.
    #[must_use]
    pub fn new(scope: &Scope) -> Self {
        Self(BroadcastChannel::new(scope.prefix()).ok())
    }

    /// A channel that leads nowhere: for tests.
    #[must_use]
    pub const fn nowhere() -> Self {
        Self(None)
    }

    /// Tells the others.
    pub fn tell(&self, text: &str) {
        if let Some(channel) = &self.0 {
            // A channel that is closing has nobody to hear.
            let _ = channel.post_message(&JsValue::from(text));
        }
    }

    /// Calls `hear` with what the others tell, until it is dropped.
    pub fn listen(&self, mut hear: impl FnMut(String) + 'static) -> Option<EventListener> {
        let channel = self.0.as_ref()?;
        Some(EventListener::new(channel, "message", move |event| {
            if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                hear(text);
            }
        }))
    }
}
