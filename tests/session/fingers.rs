//! Fingers: what taps pick out, what a pulled end does, the menu, the drawers.

use manicule::session::state::Drawer;
use manicule::session::{Action, Args, Command, Dialog};

use super::scene::{check, check_said, open, play, show};

#[test]
fn two_taps_pick_out_all_between_them() {
    check("Ada met Bob. They left.", "tap Ada", "(Ada)");
    check("Ada met Bob. They left.", "tap Ada; tap Bob", "(Ada met Bob)");
    check("Ada met Bob. They left.", "tap Bob; tap Ada", "(Ada met Bob)");
    check("Ada met Bob. They left.", "tap Ada; tap Bob; key 1", "Ada met Bob=person*");
    check("Ada met Bob. They left.", "tap Ada; key 1", "Ada=person*");
    check_said("Ada met Bob.", "tap Ada", "“Ada”: tap the other end, or a label");
    check_said("Ada met Bob.", "tap Ada; tap Bob", "Selected: Ada met Bob");
}

#[test]
fn the_third_tap_begins_anew_and_one_beside_the_words_lets_go() {
    check("Ada met Bob. They left.", "tap Ada; tap Bob; tap They", "(They)");
    check("Ada met Bob. They left.", "tap Ada; tap Ada; tap They", "(They)");
    check("Ada met Bob. They left.", "tap Ada; tap nothing", "");
    check("Ada met Bob. They left.", "tap Ada; tap nothing; tap Bob", "(Bob)");
    // What was picked out otherwise has both its ends.
    check("Ada met Bob. They left.", "select Ada; tap Bob", "(Bob)");
    check("Ada met Bob. They left.", "tap Ada; pull Ada met; tap They", "(They)");
}

#[test]
fn a_tap_on_an_annotation_picks_it_out_and_one_more_means_its_words() {
    check("[Ada](person) met Bob.", "tap Ada", "Ada=person*");
    check("[Ada](person) met Bob.", "tap Ada; tap Ada; tap Bob; key 2", "Ada met Bob=organisation*, Ada=person");
    check("[Ada](person) met Bob.", "tap Bob; tap Ada; key 2", "Ada met Bob=organisation*, Ada=person");
    // One inside the other: the inner one, the outer one, the words.
    check("[[Ada](person) met Bob](claim).", "tap Ada", "Ada met Bob=claim, Ada=person*");
    check("[[Ada](person) met Bob](claim).", "tap Ada; tap Ada", "Ada met Bob=claim*, Ada=person");
    check("[[Ada](person) met Bob](claim).", "tap Ada; tap Ada; tap Ada", "Ada met Bob=claim, Ada=person, (Ada)");
    check("[Ada](person) met [Bob](person).", "tap Ada; tap Bob", "Ada=person, Bob=person*");
}

#[test]
fn a_held_label_waits_for_the_other_end() {
    check("Ada met Bob.", "key 1; tap Ada", "(Ada), holding person");
    check("Ada met Bob.", "key 1; tap Ada; tap Bob", "Ada met Bob=person*, holding person");
    check("Ada met Bob.", "key 1; tap Ada; tap Ada", "Ada=person*, holding person");
}

#[test]
fn taps_while_a_link_waits_mean_its_other_end() {
    let linked = "It rains=claim*, Ada=person, It rains -source-> Ada";
    check("[It rains](claim), says [Ada](person).", "tap It; key L; tap Ada", linked);
    check(
        "[It rains](claim), says [Ada](person).",
        "tap It; key L; tap says",
        "It rains=claim*, Ada=person, linking It rains",
    );
}

#[test]
fn words_have_handles_for_fingers_only() {
    let mut tab = open("Ada met Bob.\nThey left.");
    play(&mut tab, "tap Ada; tap Bob");
    let handles =
        |tab: &super::tab::Tab| tab.state.view.section(0).and_then(|section| section.content.clone()?.handles);
    assert_eq!(handles(&tab), None);
    tab.act(Action::Touched(true));
    assert_eq!(handles(&tab).map(|range| (range.start(), range.end())), Some((0, 11)));
    play(&mut tab, "tap They");
    assert_eq!(handles(&tab).map(|range| (range.start(), range.end())), Some((13, 17)));
    tab.act(Action::Touched(false));
    assert_eq!(handles(&tab), None);
    assert_eq!(show(&tab.state), "(They)");
}

#[test]
fn the_menu_offers_what_applies_and_goes_with_what_is_chosen() {
    let mut tab = open("[Ada](person) met Bob.");
    tab.run(Command::Menu, Args::default());
    assert!(!tab.state.menu().concat().contains(&Command::Delete));
    assert_eq!(tab.state.menu_quote(), None);
    play(&mut tab, "tap Ada");
    assert_eq!(tab.state.menu_quote().as_deref(), Some("Ada"));
    assert_eq!(tab.state.menu()[0][0], Command::Delete);
    tab.run(Command::Delete, Args::default());
    assert_eq!((show(&tab.state).as_str(), &tab.state.dialog), ("", &None));
    tab.run(Command::Menu, Args::default());
    tab.run(Command::Leave, Args::default());
    assert_eq!(tab.state.dialog, None);
    tab.run(Command::Menu, Args::default());
    tab.run(Command::Help, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Help), "one sheet after the other");
}

#[test]
fn one_drawer_is_open_and_what_goes_on_there_opens_it() {
    let mut tab = open("[Ada](person) met Bob.");
    for (command, drawer) in [
        (Command::UnfoldDesk, Some(Drawer::Desk)),
        (Command::UnfoldQueue, Some(Drawer::Articles)),
        (Command::UnfoldQueue, None),
        (Command::UnfoldQueue, Some(Drawer::Articles)),
        (Command::Leave, None),
    ] {
        tab.run(command, Args::default());
        assert_eq!(tab.state.drawer, drawer, "{command:?}");
    }
    play(&mut tab, "tap Ada");
    tab.run(Command::Note, Args::default());
    assert_eq!(tab.state.drawer, Some(Drawer::Desk));
    tab.run(Command::UnfoldDesk, Args::default());
    tab.run(Command::Find, Args::default());
    assert_eq!(tab.state.drawer, Some(Drawer::Desk));
    // What says something without a field leaves the drawers as they are.
    tab.run(Command::UnfoldQueue, Args::default());
    tab.run(Command::Note, Args { text: Some("x".to_owned()), ..Args::default() });
    assert_eq!(tab.state.drawer, Some(Drawer::Articles));
    tab.run(Command::UnfoldDesk, Args::default());
    // Where the page is wide nothing is folded: Escape means what is picked out.
    tab.run(Command::Leave, Args::default());
    assert_eq!((tab.state.drawer, show(&tab.state).as_str()), (None, "Ada=person"));
}
