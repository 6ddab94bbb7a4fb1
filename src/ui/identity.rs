//! The thing that a mention names: its name, its page, and the other mentions of it in this article.

use yew::prelude::*;

use super::kept::{self, Kept, kept, saying};
use super::shared::end_html;
use super::store::Store;
use crate::model::{Annotation, Document, Project};
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
                for other in others.iter().take(MOST) {
                    <li key={other.id.to_string()}>{ end_html(store, &project.schema, document, other, None) }</li>
                }
                if more > 0 { <li><span class="link-kind">{ Message::new(Words::AndMore, &[more]).text() }</span></li> }
            </ul>
        </div>
    }
}

/// A field of one line.
fn field(store: &Store, annotation: &Annotation, name: &'static str, now: &str, label: Words) -> Html {
    let put = if name == "entity" { kept::text } else { kept::link };
    let Kept { onchange, onkeydown } = kept(store, Command::SetEntity, Args::id(annotation.id), now, put);
    let field =
        html! { <input type="text" dir="auto" data-field={name} aria-label={label.text()} {onchange} {onkeydown} /> };
    saying(field, now)
}
