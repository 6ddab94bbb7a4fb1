//! A part of the page is drawn again whenever it would look different: what it names in `ui/parts.rs` is all that it
//! reads. A part that reads more would show what is no longer so, and only until something else happens, which nobody
//! would ever find.

use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use manicule::browser::channel::Channel;
use manicule::session::State;
use manicule::storage::Replicas;
use manicule::storage::memory::MemoryStore;
use manicule::ui::aspects::Seen;
use manicule::ui::effects::Edge;
use manicule::ui::parts::{Part, Props, Watch};
use manicule::ui::store::Store;
use proptest::collection::vec;
use proptest::prelude::*;

use super::anything::seed;
use super::tab::{Disk, Tab};
use crate::common::cases;

/// What a part looks like in a state, drawn anew.
fn look(state: &State, part: Part) -> String {
    let store = Store::new(
        state.clone(),
        Edge::new(Replicas::new(Rc::new(MemoryStore::default()), Rc::new(MemoryStore::default())), Channel::nowhere()),
    );
    let renderer = yew::LocalServerRenderer::<Watch>::with_props(Props { store, part }).hydratable(false);
    let mut rendering = pin!(renderer.render());
    // Nothing is waited for: no effect runs, and all that is drawn is there.
    for _ in 0..1000 {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return html;
        }
    }
    unreachable!("drawing waits for nothing")
}

/// The article's pane draws its sections, and what stands beside them, by components of their own, and the desk all its parts; they hear of
/// changes by themselves.
fn own(part: Part, html: String) -> String {
    if part == Part::Desk {
        return html.split('>').next().unwrap_or_default().to_owned();
    }
    if part != Part::ArticlePane {
        return html;
    }
    let mut out = String::new();
    let mut rest = html.split_once("</article>").map_or(html.as_str(), |(article, _)| article);
    while let Some((before, after)) = rest.split_once("<section") {
        out.push_str(before);
        out.push_str("<section>");
        rest = after.split_once("</section>").map_or("", |(_, behind)| behind);
    }
    out + rest
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn what_looks_different_is_drawn_again(seeds in vec(seed(), 1..20)) {
        let mut tab = Tab::open(&Disk::default(), 1);
        let all = |state: &State| Part::ALL.map(|part| own(part, look(state, part)));
        let mut shown = all(&tab.state);
        for seed in &seeds {
            tab.moment += 1;
            let Some(action) = seed.action(&tab.state) else { continue };
            let told = format!("{action:?}");
            let before = Seen::of(&tab.state);
            tab.act(action);
            let changed = before.differs(&Seen::of(&tab.state));
            let now = all(&tab.state);
            for ((part, old), new) in Part::ALL.iter().zip(&shown).zip(&now) {
                prop_assert!(
                    old == new || changed.meet(part.needs()),
                    "{part:?} is not drawn again after {told}\nwas {old}\nis  {new}"
                );
            }
            shown = now;
        }
    }
}
