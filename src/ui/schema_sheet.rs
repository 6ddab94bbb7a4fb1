//! The ready label schemas, to choose one.

use yew::prelude::*;

use super::shared::{action_button, runs, words};
use super::store::Store;
use crate::model::ready_schemas;
use crate::session::{Args, Command, State, Words};

/// The list.
pub fn draw(store: &Store, state: &State) -> Html {
    html! {
        <>
            <h2 id="sheet-title">{ Words::ActSchemas.text() }</h2>
            <p>{ Words::SchemasHint.text() }</p>
            <ul class="picks">
                for (place, schema) in ready_schemas::ready().into_iter().enumerate() {
                    {{
                        let on = schema.id == state.project.schema.id;
                        let told = if place == 0 { Words::SchemaNews } else { Words::SchemaFactCheck };
                        let args = Args { kind: Some(schema.id.to_string()), ..Args::default() };
                        html! {
                            <li key={schema.id.to_string()}>
                                <button type="button" class={classes!("pick", "tall", on.then_some("on"))} data-action="use-schema" autofocus={on}
                                    aria-current={on.then_some("true")} onclick={runs(store, Command::UseSchema, args)}>
                                    <span><b>{ schema.name.to_string() }</b>{ " " }{ told.text() }</span>
                                    <small>{ if on { Words::SchemaInUse.text() } else { "" } }</small>
                                </button>
                            </li>
                        }
                    }}
                }
            </ul>
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
            </div>
        </>
    }
}
