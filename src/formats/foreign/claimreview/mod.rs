//! Claims for the web: linked data of schema.org, as a graph (`claims.jsonld`), and in a page of HTML with what people see beside
//! what programs take out of it (`claims.html`). Only written.
//!
//! A claim that somebody gave a verdict is a `ClaimReview`, with the claim itself as what is reviewed. One without is a `Claim`
//! alone, and told of: a review without a rating is none to those who collect them, and nobody's verdict is made up here. The
//! rating is what the attribute `verdict` says, else `rating`: its words (`alternateName`), and a number with its bounds where the
//! attribute is a scale or a number. Verdicts in words have no order that anybody has told, so they get no number.
//!
//! `author` of a claim is who says it: a `Person` or an `Organization` as the label of the mention says, a `Thing` where it says
//! neither; each once. `appearance` is the article. `url` leads to the words in it (a text fragment, `#:~:text=`), where the
//! article has an address; the page that somebody publishes a review on is not known here, so whoever does puts its address there.
//!
//! `<`, `>` and `&` are escaped in the data, so that no words of an article end the element that it stands in.

mod link;
mod node;
mod page;
mod write;

use super::Codec;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "claimreview",
    write: Some(|setting| Box::new(write::ClaimReviewWriter::new(setting))),
    recognise: |_| 0,
    read: None,
};
