//! The page.

use yew::prelude::*;

use super::article_pane::ArticlePane;
use super::desk::Desk;
use super::footer::Footer;
use super::header::Header;
use super::help_dialog::HelpDialog;
use super::listeners;
use super::live_region::LiveRegion;
use super::paste_dialog::PasteDialog;
use super::queue::Queue;
use super::report_dialog::ReportDialog;
use super::store::Store;

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state and how to change it.
    pub store: Store,
}

/// The page: bar, three panes, foot, and sheets over them.
#[component]
pub fn App(props: &Props) -> Html {
    let store = props.store.clone();
    use_effect_with((), move |()| {
        let heard = listeners::listen(&store);
        move || drop(heard)
    });
    html! {
        <ContextProvider<Store> context={props.store.clone()}>
            <Header />
            <div class="room">
                <Queue />
                <ArticlePane />
                <Desk />
            </div>
            <Footer />
            <LiveRegion />
            <PasteDialog />
            <HelpDialog />
            <ReportDialog />
        </ContextProvider<Store>>
    }
}
