//! All claims: as a table that is sorted by a click on its heads, or as who said what. A row goes to its claim.

use yew::prelude::*;

use super::effects::after_drawing;
use super::margin::{dots, evidence_words, nobody, who};
use super::shared::{action_button, digit, rating, runs, words};
use super::store::Store;
use crate::browser::dom;
use crate::formats::claim_rows::ClaimRow;
use crate::session::claims_table::{ClaimsTable, Column, Only, Row, Speaker};
use crate::session::update::PAGE;
use crate::session::{Args, Command, Message, State, Words};

/// The columns with what they are called.
const COLUMNS: [(Column, Words); 6] = [
    (Column::Place, Words::ColumnPlace),
    (Column::Source, Words::ColumnSource),
    (Column::Claim, Words::ColumnClaim),
    (Column::QuoteType, Words::ColumnQuoteType),
    (Column::Rating, Words::ColumnRating),
    (Column::Doubt, Words::ColumnDoubt),
];

/// What can be shown, with what it is called.
const FILTERS: [(Only, Words); 4] = [
    (Only::All, Words::OnlyAll),
    (Only::NoSource, Words::OnlyNoSource),
    (Only::NotRated, Words::OnlyNotRated),
    (Only::Doubtful, Words::OnlyDoubtful),
];

/// What has a claim in it.
const ROWS: &str = ".claims tbody tr, .speaker li";

/// What goes to a claim.
const GO: &str = ".claim-go";

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(table) = state.claims.as_deref() else { return Html::default() };
    let shown = table.shown();
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| key(&store, &event))
    };
    html! {
        <div class="claims" {onkeydown}>
            <h2 id="sheet-title">{ if table.reading { Words::ActWhoSaidWhat.text() } else { Words::ActClaimsTable.text() } }</h2>
            { bar(store, state, table, shown.len()) }
            if shown.is_empty() {
                <p class="claims-none">{ nothing(state, table) }</p>
            } else if table.reading {
                { reading(store, state, table) }
            } else {
                { grid(store, state, table, &shown) }
            }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
            </div>
        </div>
    }
}

fn nothing(state: &State, table: &ClaimsTable) -> String {
    let key = state.keymap.shown(Command::FindClaims.info()).unwrap_or_default();
    match table.search {
        Some((_, done, all)) => Message::new(Words::ClaimsGathering, &[done, all]).text(),
        None if table.rows.is_empty() => Message::new(Words::ClaimsEmpty, &[key]).text(),
        None => Words::ClaimsNoneSuch.text().to_owned(),
    }
}

/// Whose claims, which of them, how they are shown, and how many there are.
fn bar(store: &Store, state: &State, table: &ClaimsTable, shown: usize) -> Html {
    let counts = if shown == table.rows.len() {
        Message::new(Words::ClaimsCount, &[shown])
    } else {
        Message::new(Words::ClaimsOf, &[shown, table.rows.len()])
    };
    let gathering = table.search.map(|(_, done, all)| Message::new(Words::ClaimsGathering, &[done, all]).text());
    let unread = (table.unread > 0).then(|| Message::new(Words::ClaimsUnread, &[table.unread]).text());
    let switch = |on: bool, command: Command, args: Args, name: Words| {
        html! {
            <button type="button" class={classes!("value", on.then_some("on"))} aria-pressed={on.to_string()}
                data-action={command.info().id} data-value={args.kind.clone()} onclick={runs(store, command, args)}>{ name.text() }</button>
        }
    };
    let one = |kind: &str| Args { kind: Some(kind.to_owned()), ..Args::default() };
    // A switch that is on already has nothing to do.
    let view = |reading: bool| if reading { Command::WhoSaidWhat } else { Command::ClaimsTable };
    html! {
        <div class="claims-bar">
            <div class="values">
                { switch(!table.reading, view(false), one("table"), Words::ClaimsAsTable) }
                { switch(table.reading, view(true), one("said"), Words::ActWhoSaidWhat) }
            </div>
            if state.project.order.len() > 1 {
                <div class="values">
                    { switch(!table.everywhere, Command::ClaimsEverywhere, one("here"), Words::ClaimsHere) }
                    { switch(table.everywhere, Command::ClaimsEverywhere, one("all"), Words::ClaimsAll) }
                </div>
            }
            <div class="values">
                for (only, name) in FILTERS { { switch(table.only == only, Command::FilterClaims, one(only.as_str()), name) } }
            </div>
            <span class="claims-count" role="status">{ counts.text() }
                for told in gathering.into_iter().chain(unread) { { " · " }{ told } }</span>
        </div>
    }
}

fn grid(store: &Store, state: &State, table: &ClaimsTable, shown: &[std::rc::Rc<Row>]) -> Html {
    let head = |(column, name): (Column, Words)| {
        let args = Args { kind: Some(column.as_str().to_owned()), ..Args::default() };
        let here = table.column == column;
        let sorted = here.then_some(if table.descending { "descending" } else { "ascending" });
        let sign = if here { if table.descending { " ▾" } else { " ▴" } } else { "" };
        html! {
            <th scope="col" aria-sort={sorted}>
                <button type="button" class="sort" data-action="sort-claims" data-column={column.as_str()} onclick={runs(store, Command::SortClaims, args)}>
                    { name.text() }<span aria-hidden="true">{ sign }</span></button>
            </th>
        }
    };
    html! {
        <>
            <div class="claims-scroll">
                <table>
                    <thead><tr>
                        for column in COLUMNS { { head(column) } }
                        if table.everywhere { <th scope="col">{ Words::ColumnArticle.text() }</th> }
                    </tr></thead>
                    <tbody>
                        for (place, row) in shown.iter().enumerate().skip(table.first).take(PAGE) { { line(store, state, table, place == table.first, row) } }
                    </tbody>
                </table>
            </div>
            { pages(store, table.first, shown.len()) }
        </>
    }
}

/// What goes to further rows, where there are more than are drawn.
fn pages(store: &Store, first: usize, count: usize) -> Html {
    if count <= PAGE {
        return Html::default();
    }
    html! {
        <div class="claims-pages values">
            for from in (0..count).step_by(PAGE) {
                {{
                    let args = Args { step: u32::try_from(from).ok(), ..Args::default() };
                    let told = Message::new(Words::ClaimsFurther, &[from + 1, (from + PAGE).min(count)]).text();
                    html! {
                        <button type="button" class={classes!("value", (from == first).then_some("on"))} data-action="page-claims"
                            onclick={runs(store, Command::PageClaims, args)}>{ told }</button>
                    }
                }}
            }
        </div>
    }
}

fn line(store: &Store, state: &State, table: &ClaimsTable, first: bool, row: &Row) -> Html {
    let claim = &row.claim;
    // How claims lie in each other is seen where they stand in the order of the text.
    let depth = if table.column == Column::Place && !table.descending { claim.depth.min(3) } else { 0 };
    let title = |entry: &std::rc::Rc<crate::model::Entry>| entry.title.to_string();
    html! {
        <tr key={format!("{}{}", row.document, claim.id)}>
            <td class="number">{ row.place + 1 }</td>
            <td>{ who(claim) }</td>
            <td class={format!("depth-{depth}")}>{ go(store, row, first) }</td>
            <td>{ claim.quote_type.clone().unwrap_or_default() }</td>
            <td>if let Some(rating) = claim.rating { { dots(rating) } }</td>
            <td dir="auto">if let Some(doubt) = &claim.doubt { { if doubt.is_empty() { Words::CardDoubt.text().to_owned() } else { doubt.clone() } } }</td>
            if table.everywhere { <td class="claims-article" dir="auto">{ state.project.entries.get(&row.document).map(title).unwrap_or_default() }</td> }
        </tr>
    }
}

/// The words of a claim, which go to it.
fn go(store: &Store, row: &Row, first: bool) -> Html {
    let args = Args { id: Some(row.claim.id.clone()), ..Args::document(&row.document) };
    html! {
        <button type="button" class="claim-go" data-action="go-to-claim" data-claim={row.claim.id.clone()} dir="auto" autofocus={first}
            onclick={runs(store, Command::GoToClaim, args)}>{ row.claim.quote.clone() }</button>
    }
}

/// Who said what.
fn reading(store: &Store, state: &State, table: &ClaimsTable) -> Html {
    let mut room = PAGE * 4;
    let part = |speaker: Speaker| {
        let part = room.min(speaker.said.len());
        room -= part;
        (speaker, part)
    };
    let speakers: Vec<(Speaker, usize)> = table.speakers().into_iter().map(part).collect();
    html! {
        <div class="claims-scroll said-list">
            for (place, (speaker, part)) in speakers.iter().enumerate() {
                { speaker_html(store, state, table.everywhere, place == 0, speaker, *part) }
            }
        </div>
    }
}

fn speaker_html(store: &Store, state: &State, everywhere: bool, first: bool, speaker: &Speaker, part: usize) -> Html {
    let none = || speaker.nobody.as_deref().map_or(Words::SpeakerNone.text(), nobody).to_owned();
    let name = speaker.name.as_ref().map_or_else(none, ToString::to_string);
    let title = |row: &Row| state.project.entries.get(&row.document).map(|entry| entry.title.to_string());
    html! {
        <section class="speaker" hidden={part == 0}>
            <h3><span dir="auto">{ name }</span><small>{ speaker.said.len() }</small></h3>
            <ul>
                for (place, row) in speaker.said.iter().take(part).enumerate() {
                    <li key={format!("{}{}", row.document, row.claim.id)}>
                        if let Some(cue) = &row.claim.cue { <i dir="auto">{ cue.clone() }</i> }
                        { go(store, row, first && place == 0) }
                        <small>{ beside(&row.claim) }
                            if everywhere { <span dir="auto">{ title(row).unwrap_or_default() }</span> }</small>
                    </li>
                }
            </ul>
        </section>
    }
}

/// What stands behind a claim in the reading view.
fn beside(claim: &ClaimRow) -> Html {
    let said = claim.said.iter().map(|said| said.words.clone());
    let others = claim.others.iter().map(|other| format!("{}: {}", other.title, other.words));
    let evidence = claim.evidence.iter().map(|one| evidence_words(one.stance.as_deref(), &one.words));
    let within = (claim.depth > 0).then(|| Words::CardWithin.text().to_owned());
    let told: Vec<String> = said.chain(others).chain(evidence).chain(within).collect();
    html! {
        <>
            if let Some(rating) = claim.rating { { dots(rating) } }
            if claim.doubt.is_some() { <span class="sign" role="img" aria-label={Words::CardDoubt.text()}>{ "?" }</span> }
            if !told.is_empty() { <span dir="auto">{ told.join(" · ") }</span> }
        </>
    }
}

/// Arrows go from claim to claim, a digit rates the one that has the focus.
fn key(store: &Store, event: &KeyboardEvent) {
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => 0,
    };
    if by != 0 {
        event.prevent_default();
        return dom::focus_beside(ROWS, GO, by);
    }
    let claim = event.target_dyn_into::<web_sys::Element>().and_then(|target| target.get_attribute("data-claim"));
    let digit = digit(event).filter(|_| !event.ctrl_key() && !event.meta_key() && !event.alt_key());
    if let (Some(claim), Some(digit)) = (claim, digit) {
        event.prevent_default();
        event.stop_propagation();
        let place = dom::place_of_focus(ROWS);
        store.run(Command::SetAttribute, rating(Some(&claim), Some(digit)));
        // Sorted otherwise it may stand elsewhere now.
        after_drawing(store, move || {
            // Where it is not shown any more, the one that took its place.
            if !dom::focus_on(&format!("{GO}[data-claim=\"{claim}\"]")) {
                dom::focus_at(ROWS, GO, place);
            }
        });
    }
}
