//! Markdown as nodes of the page. Every word of it becomes a text node: there is no way here for it to become markup.

use yew::prelude::*;

use super::shared::runs;
use super::store::Store;
use crate::intake::markdown::{Block, Inline, Side, Target};
use crate::session::{Args, Command};

/// How a text is drawn.
#[derive(Clone, Copy)]
pub struct Look {
    /// The level that its first headings have on the page.
    pub level: u8,
    /// Whether its headings can be gone to.
    pub named: bool,
}

/// The blocks of a text, one below the other.
pub fn draw(store: &Store, blocks: &[Block], look: Look) -> Html {
    blocks.iter().map(|block| block_html(store, block, look)).collect()
}

fn block_html(store: &Store, block: &Block, look: Look) -> Html {
    let within = |inside: &[Inline]| words_html(store, inside);
    match block {
        Block::Heading { level, anchor, inside } => {
            let tag = format!("h{}", (look.level + level - 1).min(6));
            let part = look.named.then(|| format!("h:{anchor}"));
            html! { <@{tag} class={format!("md-h md-h{level}")} data-part={part} tabindex={look.named.then_some("-1")}>{ within(inside) }</@> }
        }
        Block::Paragraph(inside) => html! { <p>{ within(inside) }</p> },
        // Long lines are scrolled to, by keyboard too.
        Block::Code(lines) => html! { <pre tabindex="0" dir="auto"><code>{ lines.to_string() }</code></pre> },
        Block::Quote(inside) => html! { <blockquote>{ draw(store, inside, look) }</blockquote> },
        Block::Rule => html! { <hr /> },
        Block::List { start, tight, items } => {
            let rows: Html =
                items.iter().map(|item| html! { <li>{ item_html(store, item, *tight, look) }</li> }).collect();
            match start {
                Some(start) => html! { <ol start={start.to_string()}>{ rows }</ol> },
                None => html! { <ul>{ rows }</ul> },
            }
        }
        Block::Table { sides, head, rows } => {
            let side = |at: usize| match sides.get(at) {
                Some(Side::Middle) => Some("middle"),
                Some(Side::End) => Some("end"),
                _ => None,
            };
            html! {
                <div class="md-table" tabindex="0">
                    <table>
                        <thead><tr>for (at, cell) in head.iter().enumerate() { <th key={at} scope="col" class={side(at)}>{ within(cell) }</th> }</tr></thead>
                        <tbody>
                            for (number, row) in rows.iter().enumerate() {
                                <tr key={number}>for (at, cell) in row.iter().enumerate() { <td key={at} class={side(at)}>{ within(cell) }</td> }</tr>
                            }
                        </tbody>
                    </table>
                </div>
            }
        }
    }
}

/// What is in an item: where items stand close, its words are not set apart as a paragraph.
fn item_html(store: &Store, item: &[Block], tight: bool, look: Look) -> Html {
    let one = |block: &Block| match block {
        Block::Paragraph(inside) if tight => words_html(store, inside),
        block => block_html(store, block, look),
    };
    item.iter().map(one).collect()
}

/// Words.
pub fn words_html(store: &Store, inside: &[Inline]) -> Html {
    let one = |one: &Inline| match one {
        Inline::Text(words) => Html::from(words.to_string()),
        Inline::Code(words) => html! { <code>{ words.to_string() }</code> },
        Inline::Emphasis(inside) => html! { <em>{ words_html(store, inside) }</em> },
        Inline::Strong(inside) => html! { <strong>{ words_html(store, inside) }</strong> },
        Inline::Break => html! { <br /> },
        Inline::Link(Target::Page(page), inside) => html! {
            <a href={page.to_string()} target="_blank" rel="noopener noreferrer">{ words_html(store, inside) }</a>
        },
        // The address of the page says where one is in the articles: a place in this text is not part of it.
        Inline::Link(Target::Here(anchor), inside) => {
            let args = Args { field: Some(anchor.to_string()), ..Args::default() };
            html! {
                <button type="button" class="md-link" data-action="guidelines" onclick={runs(store, Command::Guidelines, args)}>
                    { words_html(store, inside) }</button>
            }
        }
    };
    inside.iter().map(one).collect()
}
