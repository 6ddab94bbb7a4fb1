//! WHAT is annotated: texts, label schemas, annotations, relations, documents, projects.
//!
//! Everything here is a plain value: immutable by habit, compared by content, cheap to clone because unchanged parts
//! share their `Rc`. This folder must not know a clock, randomness, a browser, a file format or a screen; time and
//! ids arrive as data. Start at [`project`], then [`document`], then [`text`] for the one place where offsets change
//! their unit.

pub mod annotation;
pub mod article;
pub mod block;
pub mod boundaries;
pub mod claim;
pub mod document;
pub mod fold;
pub mod id;
pub mod lacking;
pub mod markup;
pub mod meta_field;
pub mod news_schema;
pub mod order;
pub mod project;
pub mod query;
pub mod ready_schemas;
pub mod schema;
pub mod schema_check;
pub mod table;
pub mod text;
pub mod time;
pub mod values;

pub use annotation::{AnchorDoubt, Annotation, Attributes, Doubt, Origin, Relation, Span, Suggestion, Verdict};
pub use article::{Article, Provenance};
pub use block::{Block, BlockKind, Role};
pub use boundaries::Boundaries;
pub use claim::Claim;
pub use document::{Counts, Document, Meta, Status};
pub use id::{AnnotationId, AttributeName, BlockId, DocId, EntityId, KindId, LabelId, PersonId, ProjectId, RelationId};
pub use meta_field::{FieldFlaw, MetaField};
pub use project::{About, Entity, Entry, Person, Project};
pub use query::Query;
pub use schema::{
    Attribute, AttributeKind, Former, FormerOf, Label, LabelKind, PaletteIndex, RelationKind, Schema, Snap,
};
pub use table::Table;
pub use text::{FixedText, Fixes, Lengths, TextIndex, TextRange, Unit};
pub use time::Timestamp;
