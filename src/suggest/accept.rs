//! From a proposal to the command that makes it real.

use std::rc::Rc;

use super::proposal::{Candidate, Proposal, Source};
use crate::edit::commands::{NewClaim, Speaker};
use crate::model::{LabelId, Origin};

/// The name under which what these rules proposed is kept and exported.
pub const ENGINE: &str = "claims";

impl Proposal {
    /// The claim that accepting this makes, said by `source`: one of [`Proposal::sources`], another, or nobody of whom
    /// anything is known yet.
    #[must_use]
    pub fn accepted(&self, label: &LabelId, source: Option<&Candidate>) -> NewClaim {
        NewClaim {
            label: label.clone(),
            content: self.content.clone(),
            cue: self.cue.clone(),
            sources: source.map(Candidate::speakers).unwrap_or_default(),
            addressee: self.addressee,
            quote_type: Some(Rc::from(self.quote_type.as_str())),
            origin: Origin::Engine { id: Rc::from(ENGINE), permille: Some(self.permille) },
        }
    }
}

impl Candidate {
    /// Its sources as a claim takes them.
    #[must_use]
    pub fn speakers(&self) -> Vec<Speaker> {
        let speaker = |source: &Source| match source {
            Source::Nobody(nobody) => Speaker::Nobody(Rc::from(nobody.as_str())),
            Source::Words(mention) => match (mention.stands_for, mention.annotation) {
                (Some(stands_for), _) => Speaker::Pronoun(mention.range, stands_for),
                (None, Some(annotation)) => Speaker::Mention(annotation),
                (None, None) => Speaker::Words(mention.range),
            },
        };
        self.sources.iter().map(speaker).collect()
    }
}
