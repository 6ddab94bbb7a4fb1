//! WHAT the person sees: the parts of the page, the store they are drawn from, and the runner of effects.
//!
//! A part is a function that draws from the state, listed in [`parts`]; it sends actions, computes no state from state,
//! and names of web-sys only events and nodes. Start at [`app`], then [`parts`], then [`store`].

pub mod annotation_list;
pub mod app;
pub mod article_pane;
pub mod aspects;
pub mod attributes;
pub mod bridge;
pub mod caret;
pub mod claims_sheet;
pub mod data_sheet;
pub mod effects;
pub mod find_bar;
pub mod footer;
pub mod gesture;
pub mod ghosts;
pub mod handles;
pub mod header;
pub mod help_sheet;
pub mod history_sheet;
pub mod identity;
pub mod kept;
pub mod keys_sheet;
pub mod label_bar;
pub mod links;
pub mod listeners;
pub mod live_region;
pub mod margin;
pub mod occurrences_list;
pub mod palette_sheet;
pub mod parts;
pub mod parts_list;
pub mod paste_sheet;
pub mod proposal_card;
pub mod proposing;
pub mod pull;
pub mod queue;
pub mod remarks;
pub mod report_sheet;
pub mod saved_chip;
pub mod schema_attributes;
pub mod schema_fields;
pub mod schema_label;
pub mod schema_sheet;
pub mod schema_whole;
pub mod search;
pub mod section_view;
pub mod selected_card;
pub mod several_card;
pub mod shared;
pub mod sheet;
pub mod store;
pub mod storing;
pub mod terms_sheet;
