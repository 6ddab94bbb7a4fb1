//! The thing that a mention names: its name, its page, and the other mentions of it in this article.

use yew::prelude::*;

use super::shared::color_class;
use super::store::Store;
use crate::browser::dom;
use crate::model::{Annotation, Document, Project};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, Words};

/// Mentions listed at most; all of them are lit in the text.
const MOST: usize = 4;

/// What is known of the entity; nothing where there is none.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, project: &Project, document: &Document, annotation: &Annotation) -> Html {
    let Some(id) = annotation.entity else { return Html::default() };
    let entity = project.entities.get(&id);
    let name = entity.map(|entity| entity.name.to_string()).unwrap_or_default();
    let link = entity.and_then(|entity| entity.link.as_ref()).map(ToString::to_string).unwrap_or_default();
    let all = document.in_reading_order();
    let others: Vec<_> = all.iter().filter(|a| a.entity == Some(id) && a.id != annotation.id).collect();
    let more = others.len().saturating_sub(MOST);
    let ungroup = {
        let (store, args) = (store.clone(), Args::id(annotation.id));
        Callback::from(move |_: MouseEvent| {
            store.run(Command::Ungroup, args.clone());
        })
    };
    let told = Words::ActUngroup.text();
    html! {
        <div class="identity" key={annotation.id.to_string()}>
            <div class="attribute">
                <span>{ Words::SameThing.text() }</span>
                { field(store, annotation, "entity", &name, Words::EntityName) }
                <button type="button" class="link-cut" data-action="ungroup" aria-label={told} title={told} onclick={ungroup}>{ "×" }</button>
            </div>
            <div class="attribute">
                <span>{ Words::EntityLink.text() }</span>
                { field(store, annotation, "entity-link", &link, Words::EntityLink) }
                if !link.is_empty() {
                    <a class="link-cut" href={link.clone()} target="_blank" rel="noopener noreferrer" title={link}
                        aria-label={Words::EntityOpen.text()}>{ "↗" }</a>
                }
            </div>
            <ul class="links" aria-label={Words::OtherMentions.text()}>
                for other in others.iter().take(MOST) { { mention(store, project, document, other) } }
                if more > 0 { <li><span class="link-kind">{ Message::new(Words::AndMore, &[more]).text() }</span></li> }
            </ul>
        </div>
    }
}

fn mention(store: &Store, project: &Project, document: &Document, other: &Annotation) -> Html {
    let jump = {
        let (store, args) = (store.clone(), Args::id(other.id));
        Callback::from(move |_: MouseEvent| {
            store.run(Command::Select, args.clone());
        })
    };
    let color = color_class(project.schema.label(&other.label).map(|label| &**label));
    html! {
        <li key={other.id.to_string()}>
            <button type="button" class="link-end" data-action="select" onclick={jump}>
                <i class={classes!("dot", color)} aria-hidden="true" />{ shorten(&other.span.quote(&document.article), 60) }</button>
        </li>
    }
}

/// A field that is kept when it is left; what is refused is shown as it was.
fn field(store: &Store, annotation: &Annotation, name: &'static str, now: &str, label: Words) -> Html {
    let before = now.to_owned();
    let onchange = {
        let (store, id, before) = (store.clone(), annotation.id, before.clone());
        Callback::from(move |event: Event| {
            let Some(field) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            let value = Some(field.value());
            let args = if name == "entity" {
                Args { text: value, ..Args::id(id) }
            } else {
                Args { link: value, ..Args::id(id) }
            };
            if store.run(Command::SetEntity, args).refused.is_some() {
                field.set_value(&before);
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {}
            "Escape" => event.target_dyn_into::<web_sys::HtmlInputElement>().iter().for_each(|f| f.set_value(&before)),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        dom::blur();
    });
    html! { <input type="text" value={now.to_owned()} dir="auto" data-field={name} aria-label={label.text()} {onchange} {onkeydown} /> }
}
