//! Over the queue: which articles it shows, in which order, and a search of their titles.

use yew::prelude::*;

use super::store::Store;
use crate::browser::dom;
use crate::session::queue::{QueueView, Shown, Sorted, Under, name_of};
use crate::session::{Args, Command, Message, State, Words};

/// The row, where there is something to choose from.
#[inline(never)] // so that it can travel later
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let QueueView { shown, sorted, text, .. } = &*state.queue;
    let under = Under::of(&state.project.schema);
    let count = |shown: Shown| state.project.entries.values().filter(|entry| shown.has(entry, under)).count();
    // Of some it is known only when they are read.
    let unknown = || state.project.entries.values().any(|entry| under.incomplete(entry).is_none());
    let shows = Shown::ALL.into_iter().filter_map(|(each, name)| {
        let count = count(each);
        // What there is none of is no choice, but for the usual ones and the one that is looked at.
        let wanted = count > 0 || each == *shown || matches!(each, Shown::All | Shown::ToDo | Shown::Done);
        let wanted = wanted || (each == Shown::Incomplete && unknown());
        wanted.then(|| (name, Message::new(shown_words(each), &[count]).text()))
    });
    let sorts = Sorted::ALL.into_iter().map(|(each, name)| (name, sorted_words(each).text().to_owned()));
    let status = |name: String| Args { status: Some(name), ..Args::default() };
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            let field: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.run(Command::SearchQueue, Args::text(&field.value()));
            }
        })
    };
    html! {
        <div class="queue-look">
            <input type="search" data-field="queue" value={text.to_string()} placeholder={Words::QueueSearch.text()}
                aria-label={Words::QueueSearch.text()} spellcheck="false" autocomplete="off" {oninput} onkeydown={Callback::from(leave)} />
            { choice(store, Command::ShowQueue, Words::ActShowQueue, name_of(&Shown::ALL, shown), shows.collect(), status) }
            { choice(store, Command::SortQueue, Words::ActSortQueue, name_of(&Sorted::ALL, sorted), sorts.collect(), |name| Args::text(&name)) }
        </div>
    }
}

/// Back to the article, whose keys mean something again.
fn leave(event: KeyboardEvent) {
    if matches!(event.key().as_str(), "Escape" | "Enter") {
        dom::blur();
        event.prevent_default();
    }
}

fn choice(
    store: &Store,
    command: Command,
    name: Words,
    now: &str,
    all: Vec<(&'static str, String)>,
    args: fn(String) -> Args,
) -> Html {
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let field: Option<web_sys::HtmlSelectElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.run(command, args(field.value()));
            }
        })
    };
    html! {
        <select data-action={command.info().id} aria-label={name.text()} title={name.text()} {onchange} onkeydown={Callback::from(leave)}>
            for (value, called) in all {
                <option key={value} {value} selected={value == now}>{ called }</option>
            }
        </select>
    }
}

const fn shown_words(shown: Shown) -> Words {
    match shown {
        Shown::All => Words::ShownAll,
        Shown::ToDo => Words::ShownToDo,
        Shown::Done => Words::ShownDone,
        Shown::Skipped => Words::ShownSkipped,
        Shown::Flagged => Words::ShownFlagged,
        Shown::Doubtful => Words::ShownDoubtful,
        Shown::Behind => Words::ShownBehind,
        Shown::Incomplete => Words::ShownIncomplete,
    }
}

const fn sorted_words(sorted: Sorted) -> Words {
    match sorted {
        Sorted::Order => Words::SortedOrder,
        Sorted::Title => Words::SortedTitle,
        Sorted::Annotations => Words::SortedAnnotations,
        Sorted::Doubts => Words::SortedDoubts,
        Sorted::Status => Words::SortedStatus,
    }
}
