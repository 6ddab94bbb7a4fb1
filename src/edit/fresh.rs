//! What the pure folders cannot make themselves: the moment, and ids that nobody else has.

use crate::model::{PersonId, Timestamp};

/// Given in with every action.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// When the action happens.
    pub now: Timestamp,
    /// Who acts, where known.
    pub author: Option<PersonId>,
    seed: u64,
}

impl Fresh {
    /// `seed` is random where ids must differ from everybody else's.
    #[must_use]
    pub const fn new(now: Timestamp, author: Option<PersonId>, seed: u64) -> Self {
        Self { now, author, seed }
    }

    /// Sixty-four bits that were not given out before (SplitMix64, Steele et al. 2014).
    pub const fn bits(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
