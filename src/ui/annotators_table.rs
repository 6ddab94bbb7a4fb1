//! What several people marked in one article: a row for each label on each span, a column for each of them.

use yew::prelude::*;

use super::effects::after_drawing;
use super::shared::{color_class, runs};
use super::store::Store;
use crate::browser::dom;
use crate::measure::Kind;
use crate::model::{AnnotationId, LabelId, Schema};
use crate::session::annotators::{Annotators, Cell, Column, Comparison, PAGE, Row};
use crate::session::messages::shorten;
use crate::session::people::called;
use crate::session::{Args, Command, Message, State, Words};

/// The rows: of an article, or the articles.
const ROWS: &str = ".compare tbody tr, .shared-articles > li";

/// What goes to the text from a row.
const GO: &str = ".claim-go";

/// The table; of many rows the stretch in which one stands.
pub(super) fn draw(store: &Store, state: &State, open: &Annotators, comparison: &Comparison) -> Html {
    let shown = open.shown();
    if shown.is_empty() {
        return html! { <p class="claims-none">{ Words::AnnotatorsSame.text() }</p> };
    }
    let name = |column: &Column| match &column.side {
        Some(side) => side.called(&state.project, &open.files),
        None => called(&state.project, column.annotator),
    };
    let names: Vec<String> = comparison.columns.iter().map(name).collect();
    let place = shown.iter().position(|(at, _)| *at >= open.at).unwrap_or(0);
    let first = place / PAGE * PAGE;
    let head = |(place, (column, name)): (usize, (&Column, &String))| {
        let side = column.side.as_ref().map(|_| if place == 0 { "A" } else { "B" });
        html! {
            <th scope="col" key={place}>for side in side { <b>{ side }{ " " }</b> }<bdi title={name.clone()}>{ name.clone() }</bdi><small>{ column.count }</small></th>
        }
    };
    html! {
        <>
            <div class="claims-scroll">
                <table class={classes!("compare", comparison.measured.is_some().then_some("pair"))}>
                    <thead><tr>
                        <th scope="col">{ Words::AnnotatorsWords.text() }</th>
                        for each in comparison.columns.iter().zip(&names).enumerate() { { head(each) } }
                    </tr></thead>
                    <tbody>
                        for (at, row) in shown.iter().skip(first).take(PAGE) { { line(store, state, (comparison, &names), (*at, *at == open.at), row) } }
                    </tbody>
                </table>
            </div>
            { pages(store, first, &shown) }
            <p class="compare-keys">{ Words::AnnotatorsKeys.text() }</p>
        </>
    }
}

/// What goes to the stretches of many rows.
fn pages(store: &Store, first: usize, shown: &[(usize, &Row)]) -> Html {
    if shown.len() <= PAGE {
        return Html::default();
    }
    html! {
        <div class="claims-pages values">
            for (number, stretch) in shown.chunks(PAGE).enumerate() {
                {{
                    let from = number * PAGE;
                    let args = Args { step: stretch.first().and_then(|(at, _)| u32::try_from(*at).ok()), ..Args::default() };
                    let told = Message::new(Words::ClaimsFurther, &[from + 1, from + stretch.len()]).text();
                    html! {
                        <button type="button" class={classes!("value", (from == first).then_some("on"))} data-action="next-difference"
                            onclick={runs(store, Command::NextDifference, args)}>{ told }</button>
                    }
                }}
            }
        </div>
    }
}

fn line(
    store: &Store,
    state: &State,
    (comparison, names): (&Comparison, &[String]),
    (at, here): (usize, bool),
    row: &Row,
) -> Html {
    let schema = &state.project.schema;
    let marked = comparison.columns.iter().zip(&row.cells).find_map(|(column, cell)| match cell {
        Cell::Same(ids) => Some((column, *ids.first()?)),
        _ => None,
    });
    let go = match row.kind {
        Some(_) => Some(runs(store, Command::GoToDifference, to_text(at, false))),
        None => marked.map(|(column, id)| runs(store, Command::GoToClaim, place(column, id))),
    };
    let action = if row.kind.is_some() { "go-to-difference" } else { "go-to-claim" };
    let kind = row.kind.and_then(kind_words).map(Words::text);
    let (before, after) = &row.around;
    let label = schema.label(&row.label);
    html! {
        <tr key={at} data-value={at.to_string()} class={classes!(row.differs().then_some("differs"), here.then_some("here"))}>
            <th scope="row">
                <button type="button" class="claim-go" data-action={action} dir="auto" autofocus={here} onclick={go}>
                    if !before.is_empty() { <span class="context">{ "…" }{ before.clone() }</span> }<b>{ shorten(&row.words, 160) }</b>if !after.is_empty() { <span class="context">{ after.clone() }{ "…" }</span> }
                </button>
                <small><i class={classes!("dot", color_class(label.map(|label| &**label)))} aria-hidden="true" />{ label_name(schema, &row.label) }
                    for kind in kind { <em class="kind">{ kind }</em> }</small>
            </th>
            for (which, (cell, (column, name))) in row.cells.iter().zip(comparison.columns.iter().zip(names)).enumerate() {
                <td data-name={name.clone()}>{ cell_html(store, schema, (column, name), cell, row.kind.map(|_| to_text(at, which == 1))) }</td>
            }
        </tr>
    }
}

fn label_name(schema: &Schema, id: &LabelId) -> String {
    schema.label(id).map_or_else(|| id.to_string(), |label| label.name.to_string())
}

fn place(column: &Column, id: AnnotationId) -> Args {
    Args { id: Some(id.to_string()), ..Args::document(&column.document) }
}

/// From a row of two sides to the text, of the first or of the second.
fn to_text(at: usize, second: bool) -> Args {
    Args { step: u32::try_from(at).ok(), kind: second.then(|| "second".to_owned()), ..Args::default() }
}

/// How two sides differ.
const fn kind_words(kind: Kind) -> Option<Words> {
    match kind {
        Kind::Same => None,
        Kind::Edges => Some(Words::KindEdges),
        Kind::Label => Some(Words::KindLabel),
        Kind::Both => Some(Words::KindBoth),
        Kind::First => Some(Words::KindFirst),
        Kind::Second => Some(Words::KindSecond),
    }
}

/// What a document has there; what it has goes to the text of that document, or as `go` says.
fn cell_html(store: &Store, schema: &Schema, (column, name): (&Column, &str), cell: &Cell, go: Option<Args>) -> Html {
    let (id, class, shown, told) = match cell {
        Cell::Same(ids) => {
            let count = if ids.len() > 1 { format!("✓ {}", ids.len()) } else { "✓".to_owned() };
            (ids.first().copied(), "same", count, Message::new(Words::CellSame, &[name]))
        }
        Cell::Label(id, label) => {
            let label = label_name(schema, label);
            (Some(*id), "other", label.clone(), Message::new(Words::CellLabel, &[name, &label]))
        }
        Cell::Edges(id, words) => {
            let words = shorten(words, 48);
            (Some(*id), "edges", format!("↔ {words}"), Message::new(Words::CellEdges, &[name, &words]))
        }
        Cell::Both(id, label, words) => {
            let (label, words) = (label_name(schema, label), shorten(words, 48));
            (Some(*id), "other", format!("{label} ↔ {words}"), Message::new(Words::CellBoth, &[name, &label, &words]))
        }
        Cell::Nothing => (None, "none", "–".to_owned(), Message::new(Words::CellNothing, &[name])),
    };
    let told = told.text();
    match id {
        Some(id) => {
            let (command, args) = match go {
                Some(args) => (Command::GoToDifference, args),
                None => (Command::GoToClaim, place(column, id)),
            };
            html! {
                <button type="button" class={classes!("cell", class)} data-action={command.info().id} data-claim={id.to_string()} tabindex="-1" dir="auto"
                    aria-label={told.clone()} title={told} onclick={runs(store, command, args)}>{ shown }</button>
            }
        }
        None => {
            html! { <span class={classes!("cell", class)} role="img" aria-label={told.clone()} title={told}>{ shown }</span> }
        }
    }
}

/// Walks through the differences, and gives the row the focus.
pub(super) fn walks(store: &Store, command: Command) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| walk(&store, command))
}

fn walk(store: &Store, command: Command) {
    // From the row that has the focus.
    let here = dom::find(".compare tr:focus-within").and_then(|row| row.get_attribute("data-value"));
    let args = Args { values: here.map(|at| vec![at]), ..Args::default() };
    store.run(command, args);
    after_drawing(store, || {
        dom::focus_on(".compare tr.here .claim-go");
    });
}

/// Arrows go through the table, N and P through the differences, D shows only those.
pub(super) fn keys(store: &Store) -> Callback<KeyboardEvent> {
    let store = store.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        // In a list of choices letters choose, and arrows walk.
        if event.target_dyn_into::<web_sys::HtmlSelectElement>().is_some() {
            return;
        }
        // The figures are wider than a narrow page: there arrows scroll.
        let scrolls =
            matches!(event.key().as_str(), "ArrowDown" | "ArrowUp" | "ArrowRight" | "ArrowLeft" | "Home" | "End");
        let node = event.target_dyn_into::<web_sys::Node>();
        if scrolls && node.is_some_and(|node| dom::closest(&node, ".label-figures").is_some()) {
            return;
        }
        let is = |key: char, code: &str| {
            let typed = event.key();
            typed.eq_ignore_ascii_case(key.encode_utf8(&mut [0; 4])) || (!typed.is_ascii() && event.code() == code)
        };
        match event.key().as_str() {
            "ArrowDown" => dom::focus_beside(ROWS, GO, 1),
            "ArrowUp" => dom::focus_beside(ROWS, GO, -1),
            "ArrowRight" => dom::focus_beside(".compare tr:focus-within button", ".none", 1),
            "ArrowLeft" => dom::focus_beside(".compare tr:focus-within button", ".none", -1),
            "Home" => dom::focus_at(ROWS, GO, 0),
            "End" => dom::focus_at(ROWS, GO, usize::MAX),
            _ if is('n', "KeyN") => walk(&store, Command::NextDifference),
            _ if is('p', "KeyP") => walk(&store, Command::PreviousDifference),
            _ if is('x', "KeyX") => drop(store.run(Command::CompareSides, Args::default())),
            _ if is('c', "KeyC") => drop(store.run(Command::CopyFigures, Args::default())),
            _ if is('d', "KeyD") => {
                store.run(Command::OnlyDifferences, Args::default());
                after_drawing(&store, || {
                    dom::focus_on(".compare tr.here .claim-go");
                });
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    })
}
