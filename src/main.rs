//! The page: sets the last screen up, reads what is stored, mounts the components, opens the scripting door.

use std::rc::Rc;

use manicule::browser::channel::Channel;
use manicule::browser::indexed_db::IndexedDb;
use manicule::browser::local_storage::LocalStore;
use manicule::browser::{clock, dom, here, screen};
use manicule::model::{PersonId, ProjectId};
use manicule::session::State;
use manicule::session::messages::speak;
use manicule::storage::Replicas;
use manicule::ui::app::{App, Props};
use manicule::ui::bridge;
use manicule::ui::effects::{self, Edge};
use manicule::ui::store::Store;
use manicule::ui::{storing, tasks};

fn main() {
    // The only hook that survives: Yew replaces the standard one.
    yew::set_custom_panic_hook(Box::new(|info| screen::crash(&info.to_string())));
    if let Some(words) = dom::told("maniculeWords") {
        let is_mirrored = dom::find("html[dir=rtl]").is_some();
        // One of another build, which the page would not have fetched: then it is English.
        let _ = speak(&words, screen::plural, screen::number, is_mirrored);
    }
    wasm_bindgen_futures::spawn_local(async move {
        let task = match tasks::asked() {
            Some(asked) => Some(tasks::look(asked).await),
            None => None,
        };
        let scope = task.as_ref().map_or_else(here::scope, |task| task.scope.clone());
        let channel = Channel::new(&scope);
        let stores = Replicas::new(Rc::new(LocalStore::new(scope.clone())), Rc::new(IndexedDb::new(&scope)));
        let me = PersonId::from_bits(clock::random_bits());
        let project = ProjectId::from_bits(clock::random_bits());
        let mut state = State::new(clock::random_bits(), me, project);
        if let Some(task) = &task {
            tasks::set_up(task, &mut state);
        }
        state.place = here::project().into();
        state.on_disk = dom::is_on_disk();
        state.look = screen::look().into();
        let file = task.as_ref().map(|task| task.address.clone()).unwrap_or_default();
        let store = Store::new(state, Edge::new(stores, channel).of(scope).for_task(file));
        let door = bridge::open(&store);
        storing::start(&store).await;
        if let Some(task) = task {
            tasks::tell(&store, task);
        }
        let others = storing::listen(&store);
        if let Some(root) = dom::find("#app") {
            yew::Renderer::<App>::with_root_and_props(root, Props { store: store.clone() }).render();
        }
        effects::idle(&store).await;
        screen::ready();
        // Open for as long as the page is.
        std::mem::forget((door, others));
    });
}
