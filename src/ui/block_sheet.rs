//! Asks what stretches of the article are: of which kind, and whether they belong to it. A button or its key sets it and
//! closes the sheet.

use yew::prelude::*;

use super::shared::{action_button, runs, words};
use super::store::Store;
use crate::model::{BlockId, BlockKind, Role};
use crate::session::blocks::{KINDS, LEVELS, kind_id, kind_name};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, State, Words};

/// Characters of the text by which it is known again.
const QUOTED: usize = 180;

/// The sheet, for these blocks of the open article.
pub fn draw(store: &Store, state: &State, ids: &[BlockId]) -> Html {
    let Some(document) = state.document() else { return Html::default() };
    let blocks: Vec<_> = ids.iter().filter_map(|id| document.block(*id)).collect();
    let title = match blocks.len() {
        1 => Words::BlockSheet.text().to_owned(),
        count => Message::new(Words::BlocksSheet, &[count]).text(),
    };
    let quote = |at: usize, most| blocks.get(at).map(|block| shorten(document.article.quote(block.range), most));
    let last = (blocks.len() > 1).then(|| quote(blocks.len() - 1, QUOTED / 2)).flatten();
    let is = |kind: BlockKind| !blocks.is_empty() && blocks.iter().all(|block| block.kind == kind);
    let belongs = |role: Role| !blocks.is_empty() && blocks.iter().all(|block| block.role == role);
    let choice = |command, args: Args, on: bool, name: String, key: char| {
        let key = key.to_ascii_uppercase();
        html! {
            <button type="button" class={classes!("value", on.then_some("on"))} data-action={command_id(command)} data-value={args.kind.clone()}
                aria-pressed={on.to_string()} onclick={runs(store, command, args)}>{ name }<kbd>{ key }</kbd></button>
        }
    };
    let kind = |kind: BlockKind, name: String, key| {
        let args = Args { kind: Some(kind_id(kind)), ..Args::blocks(ids) };
        choice(Command::SetBlock, args, is(kind), name, key)
    };
    let role = |role: Role, id: &str, name: Words| {
        let (on, args) = (belongs(role), Args { kind: Some(id.to_owned()), ..Args::blocks(ids) });
        let key = html! { <kbd>{ "F" }</kbd> };
        html! {
            <button type="button" class={classes!("value", on.then_some("on"))} data-action="toggle-furniture" data-value={id.to_owned()}
                aria-pressed={on.to_string()} onclick={runs(store, Command::ToggleFurniture, args)}>{ name.text() }
                // The key turns it round: it stands where it leads to.
                if !on { { key } }</button>
        }
    };
    html! {
        <div class="block-sheet">
            <h2 id="sheet-title">{ title }</h2>
            <blockquote class="block-quote" dir="auto">{ quote(0, QUOTED) }if let Some(last) = last { { " … " }{ last } }</blockquote>
            <div class="field" role="group" aria-label={Words::BlockRole.text()}>
                <span>{ Words::BlockRole.text() }</span>
                <div class="values several">
                    { role(Role::Body, "body", Words::BlockBody) }
                    { role(Role::Furniture, "furniture", Words::BlockFurniture) }
                </div>
                <small>{ Words::BlockHint.text() }</small>
            </div>
            <div class="field" role="group" aria-label={Words::BlockKinds.text()}>
                <span>{ Words::BlockKinds.text() }</span>
                <div class="values several">
                    for (of, key) in KINDS { { kind(of, kind_name(of), key) } }
                </div>
            </div>
            <div class="field" role="group" aria-label={Words::BlockHeadings.text()}>
                <span>{ Words::BlockHeadings.text() }</span>
                <div class="values several levels">
                    for level in LEVELS {
                        {{
                            let args = Args { kind: Some(format!("h{level}")), ..Args::blocks(ids) };
                            let on = is(BlockKind::Heading(level));
                            html! {
                                <button type="button" class={classes!("value", on.then_some("on"))} data-action="set-block" data-value={args.kind.clone()}
                                    aria-label={kind_name(BlockKind::Heading(level))} aria-pressed={on.to_string()} onclick={runs(store, Command::SetBlock, args)}>
                                    <kbd>{ level }</kbd></button>
                            }
                        }}
                    }
                </div>
            </div>
            <div class="block-tail">
                { tail(store, Command::FurnitureUpToHere, ids, Words::BlockToHere, "U") }
                { tail(store, Command::FurnitureFromHere, ids, Words::BlockToEnd, "E") }
            </div>
            <div class="sheet-acts">
                { action_button(store, Command::AboutArticle, Args::default(), words(Words::ActAboutArticle), "btn") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn primary") }
            </div>
        </div>
    }
}

fn command_id(command: Command) -> &'static str {
    command.info().id
}

/// A button for all from here on, or up to here.
fn tail(store: &Store, command: Command, ids: &[BlockId], name: Words, key: &'static str) -> Html {
    html! {
        <button type="button" class="btn" data-action={command_id(command)} onclick={runs(store, command, Args::blocks(ids))}>
            { name.text() }<kbd>{ key }</kbd></button>
    }
}
