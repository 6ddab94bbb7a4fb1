//! What a person can do to a project. A command reads the project and returns the transaction that does it, or
//! `None` when it does not apply here: the code that enables a button is the code that runs it.

mod about;
mod annotate;
mod article;
mod blocks;
mod claims;
mod entities;
mod frame;
mod links;
mod occurrences;
mod place;
mod queue;
mod reshape;
mod reshape_values;
mod said;
mod schema;
mod spans;
mod suggestions;
mod task;

pub use about::{rename_project, set_guidelines};
pub use annotate::{annotate, delete, relabel};
pub use article::set_meta;
pub use blocks::{Turned, stretch, turn};
pub use claims::{NewClaim, Speaker, frame_claim, make_claim, set_content, set_cue, set_speakers};
pub use entities::{group, held, mentions, set_entity, ungroup};
pub use links::{link, link_kinds, next_kind, rekind, relink, set_link_attribute, set_link_note, unlink};
pub use occurrences::{Places, mark_occurrences, mark_places};
pub use place::{Whither, place};
pub use queue::{Around, remove, remove_all, renew, restore, set_status, set_statuses, take_in, toggle_lock};
pub use reshape::{KindTouch, Touch, carried, change_schema, touched, unread};
pub use reshape_values::{ValueTouch, touched_values, touches_values};
pub use said::{set_attribute, set_doubt, set_field, set_note};
pub use schema::{taken, task_schema, use_schema};
pub use spans::{add_fragment, remove_fragment, set_span};
pub use suggestions::{Taken, accept, label_of, marked_already, reject, reopen, stretch_suggestion};
pub use task::{Brought, take_task};
