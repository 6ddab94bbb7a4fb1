//! WHAT the person sees: Yew components, the store they subscribe to, and the runner of effects.
//!
//! A component reads the state through [`store::use_selector`] and sends actions; none computes state from state, and
//! none names web-sys beyond events and nodes. Start at [`app`], then [`store`].

pub mod annotation_list;
pub mod app;
pub mod article_pane;
pub mod bridge;
pub mod desk;
pub mod effects;
pub mod footer;
pub mod gesture;
pub mod header;
pub mod help_dialog;
pub mod label_bar;
pub mod listeners;
pub mod live_region;
pub mod paste_dialog;
pub mod queue;
pub mod report_dialog;
pub mod saved_chip;
pub mod section_view;
pub mod selected_card;
pub mod shared;
pub mod store;
