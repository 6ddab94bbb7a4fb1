//! Labels and relation kinds of annotated files: what each becomes.

use yew::prelude::*;

use super::shared::color_class;
use super::store::Store;
use crate::model::{Label, LabelId, LabelKind, Schema};
use crate::session::foreign::{Becomes, Foreign, ForeignStep};
use crate::session::messages::shorten;
use crate::session::{Action, Message, State, Words};
use crate::workshop::message::import::ToldName;

/// Labels, or relation kinds.
pub fn draw(store: &Store, state: &State, foreign: &Foreign, labels: bool) -> Html {
    let (names, becomes) =
        if labels { (&foreign.told.labels, &foreign.labels) } else { (&foreign.told.kinds, &foreign.kinds) };
    if names.is_empty() {
        return Html::default();
    }
    let schema = &foreign.schema(state);
    let head = if labels { Words::ForeignLabels } else { Words::ForeignKinds };
    html! {
        <table class="foreign-names">
            <thead><tr><th scope="col">{ head.text() }</th><th scope="col">{ Words::ForeignUses.text() }</th>
                <th scope="col">{ Words::ForeignBecomes.text() }</th></tr></thead>
            <tbody>
                for (at, (named, becomes)) in names.iter().zip(becomes).enumerate() {
                    { row(store, schema, (at, labels), named, becomes) }
                }
            </tbody>
        </table>
    }
}

fn row(store: &Store, schema: &Schema, (at, labels): (usize, bool), named: &ToldName, becomes: &Becomes) -> Html {
    let known: Vec<(&str, &str)> = if labels {
        schema.offered().map(|label| (label.id.as_str(), &*label.name)).collect()
    } else {
        schema.relations.iter().map(|kind| (kind.id.as_str(), &*kind.name)).collect()
    };
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|field| field.value());
            let Some(becomes) = value.and_then(|value| Becomes::parse(&value)) else { return };
            let step = if labels { ForeignStep::Label(at, becomes) } else { ForeignStep::Kind(at, becomes) };
            store.dispatch(Action::Foreign(step));
        })
    };
    let new = match (labels, kind_of(&named.kind)) {
        (false, _) => Words::ForeignNewKind,
        (true, LabelKind::Entity) => Words::ForeignNew,
        (true, LabelKind::Claim) => Words::ForeignNewClaim,
        (true, LabelKind::Cue) => Words::ForeignNewCue,
    };
    let label = match becomes {
        Becomes::Known(id) if labels => schema.label(&LabelId::from(id.as_str())).map(|label| &**label),
        _ => None,
    };
    let value = becomes.value();
    let option = |of: Becomes, name: &str| {
        let own = of.value();
        html! { <option value={own.clone()} selected={own == value}>{ name }</option> }
    };
    html! {
        <tr key={named.name.clone()} class={classes!((*becomes == Becomes::Nothing).then_some("left"))}>
            <th scope="row"><b dir="auto">{ shorten(&named.name, 60) }</b>
                for example in &named.examples { <small dir="auto">{ shorten(example, 40) }</small> }
            </th>
            <td class="number">{ named.count.to_string() }</td>
            <td>
                { dot(label, becomes) }
                <select data-foreign={if labels { "label" } else { "kind" }} data-name={named.name.clone()} {onchange}
                    aria-label={Message::new(Words::ForeignBecomesOf, &[&named.name]).text()}>
                    { option(Becomes::New, new.text()) }
                    { option(Becomes::Nothing, Words::ForeignLeaveOut.text()) }
                    <optgroup label={Words::ForeignOfProject.text()}>
                        for (id, name) in known { { option(Becomes::Known(id.to_owned()), name) } }
                    </optgroup>
                </select>
            </td>
        </tr>
    }
}

fn dot(label: Option<&Label>, becomes: &Becomes) -> Html {
    let class = if *becomes == Becomes::New || label.is_none() { "none".to_owned() } else { color_class(label) };
    html! { <i class={classes!("dot", class)} aria-hidden="true" /> }
}

fn kind_of(name: &str) -> LabelKind {
    match name {
        "claim" => LabelKind::Claim,
        "cue" => LabelKind::Cue,
        _ => LabelKind::Entity,
    }
}
