//! What a stretch of an article is: of which kind, and whether it belongs to the article or to the page around it.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{Block, BlockId, BlockKind, DocId, Document, Project, Role};

/// What blocks become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// The article's, or the page's.
    Role(Role),
    /// Of this kind.
    Kind(BlockKind),
}

/// Characters of a block by which a step names it.
const NAMED: usize = 60;

/// Turns blocks into something else; `selection` stays picked out. `None` where they are that already, or the document is
/// not loaded.
#[must_use]
pub fn turn(
    project: &Project,
    id: &DocId,
    blocks: &[BlockId],
    into: Turned,
    selection: &Selection,
) -> Option<Transaction> {
    let document = project.document(id)?;
    let meant = document.blocks.iter().filter(|block| blocks.contains(&block.id));
    let swaps = meant.filter_map(|before| {
        let after = match into {
            Turned::Role(role) => Block { role, ..(**before).clone() },
            Turned::Kind(kind) => Block { kind, ..(**before).clone() },
        };
        (after != **before).then(|| Swap::changed(before.clone(), Rc::new(after)))
    });
    let swaps: Vec<Swap<Block>> = swaps.collect();
    let first = swaps.first()?.either()?;
    let words: String = document.article.quote(first.range).chars().take(NAMED).collect();
    let detail = if swaps.len() == 1 { words } else { format!("{words} (+{})", swaps.len() - 1) };
    let kind = match into {
        Turned::Role(Role::Furniture) => StepKind::Furniture,
        Turned::Role(Role::Body) => StepKind::Body,
        Turned::Kind(_) => StepKind::BlockKind,
    };
    Some(Transaction {
        name: StepName::new(kind, &detail),
        changes: swaps.into_iter().map(|swap| Change::Block(id.clone(), swap)).collect(),
        selection: (selection.clone(), selection.clone()),
    })
}

/// The blocks from the first of some to the end of the article; or from its start up to the last of them.
#[must_use]
pub fn stretch(document: &Document, blocks: &[BlockId], onwards: bool) -> Vec<BlockId> {
    let place = |id: &BlockId| document.blocks.iter().position(|block| block.id == *id);
    let places = blocks.iter().filter_map(place);
    let all = &document.blocks;
    let meant = match onwards {
        true => places.min().and_then(|first| all.get(first..)),
        false => places.max().and_then(|last| all.get(..=last)),
    };
    meant.unwrap_or_default().iter().map(|block| block.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{ProjectId, markup};

    fn project() -> (Project, DocId) {
        let document = markup::parse("d", "{title}One\nTwo three.\n{other furniture}READ MORE\nFour.").expect("fits");
        let id = document.id.clone();
        (Project::new(ProjectId::from_bits(1), "").with(Rc::new(document)), id)
    }

    fn roles(project: &Project, id: &DocId) -> String {
        let sign = |block: &Rc<Block>| if block.role == Role::Body { 'b' } else { 'f' };
        project.document(id).expect("it is there").blocks.iter().map(sign).collect()
    }

    #[test]
    fn one_step_turns_several_and_goes_back() {
        let (project, id) = project();
        let all: Vec<BlockId> = (0..4).map(BlockId).collect();
        let step = turn(&project, &id, &all, Turned::Role(Role::Furniture), &Selection::Nothing).expect("they change");
        assert_eq!(step.changes.len(), 3, "what is furniture already stays out");
        assert_eq!(&*step.name.detail, "One (+2)");
        let after = apply(&project, &step).expect("fits");
        assert_eq!(roles(&after, &id), "ffff");
        assert_eq!(apply(&after, &step.inverse()).expect("it is undone"), project);
        assert_eq!(turn(&after, &id, &all, Turned::Role(Role::Furniture), &Selection::Nothing), None);
        let kind = turn(&project, &id, &all[1..2], Turned::Kind(BlockKind::Quote), &Selection::Nothing).expect("other");
        let quoted = apply(&project, &kind).expect("fits");
        assert_eq!(quoted.document(&id).expect("there").blocks[1].kind, BlockKind::Quote);
        assert_eq!(turn(&project, &id, &[BlockId(9)], Turned::Kind(BlockKind::Quote), &Selection::Nothing), None);
    }

    #[test]
    fn to_the_end_and_up_to_here() {
        let (project, id) = project();
        let document = project.document(&id).expect("it is there");
        let numbers = |ids: Vec<BlockId>| ids.into_iter().map(|id| id.0).collect::<Vec<_>>();
        assert_eq!(numbers(stretch(document, &[BlockId(3), BlockId(2)], true)), [2, 3]);
        assert_eq!(numbers(stretch(document, &[BlockId(0), BlockId(1)], false)), [0, 1]);
        assert_eq!(numbers(stretch(document, &[], true)), [0_u32; 0]);
    }
}
