//! The palette and the list of steps.

use manicule::session::palette::PaletteStep;
use manicule::session::state::Dialog;
use manicule::session::{Action, Args, Command};

use super::scene::{open, play, show};
use super::tab::{Disk, Tab};

const TEXT: &str = "Ada met Bob in Paris.";

fn step(tab: &mut Tab, step: u32) -> Option<String> {
    let outcome = tab.run(Command::GoToStep, Args { step: Some(step), ..Args::default() });
    outcome.refused.map(|why| why.text())
}

#[test]
fn a_step_is_gone_to_and_back_from() {
    let mut tab = open(TEXT);
    play(&mut tab, "select Ada; key 1; select Bob; key 1; select Paris; key 3; key Backspace");
    let all = show(&tab.state);
    assert_eq!(step(&mut tab, 1), None);
    assert_eq!(show(&tab.state), "Ada=person");
    assert_eq!(step(&mut tab, 3), None);
    assert_eq!(show(&tab.state), "Ada=person, Bob=person, Paris=place*");
    assert_eq!(step(&mut tab, 0), None);
    assert_eq!(tab.state.history.depth(), (0, 4));
    assert_eq!(step(&mut tab, 4), None);
    assert_eq!(show(&tab.state), all);
    assert_eq!(step(&mut tab, 9).as_deref(), Some("Nothing to redo."));
}

/// Steps in articles that have to be read first are gone to all the same, after a reload too.
#[test]
fn steps_of_unread_articles_are_gone_to() {
    let mut tab = Tab::open(&Disk::default(), 1);
    play(&mut tab, "select inquiry; key 1");
    for text in ["Cleo left.", "Dan came."] {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(text));
    }
    tab.run(Command::OpenArticle, Args::document(&tab.state.project.order[1].clone()));
    play(&mut tab, "select Cleo; key 1");
    let all = tab.export();
    let mut tab = tab.reload(7);
    assert_eq!(step(&mut tab, 0), None);
    assert_eq!(tab.state.history.depth(), (0, 4));
    assert_eq!(step(&mut tab, 4), None);
    assert_eq!(tab.export(), all);
}

#[test]
fn a_command_is_run_by_its_name() {
    let mut tab = open(TEXT);
    play(&mut tab, "select Bob; key Mod+k");
    assert!(matches!(tab.state.dialog, Some(Dialog::Palette(_))));
    tab.act(Action::Palette(PaletteStep::Type("perso".to_owned())));
    tab.act(Action::Palette(PaletteStep::Run(None)));
    assert_eq!(show(&tab.state), "Bob=person*");
    play(&mut tab, "key Mod+k");
    tab.act(Action::Palette(PaletteStep::Type("undo".to_owned())));
    tab.act(Action::Palette(PaletteStep::By(5)));
    tab.act(Action::Palette(PaletteStep::Run(None)));
    assert_eq!(show(&tab.state), "");
    // No key but those of the palette does anything while it is up.
    play(&mut tab, "key Mod+k; key 1; key x; key Escape");
    assert_eq!(show(&tab.state), "");
    play(&mut tab, "key Mod+k; key Mod+k");
    assert_eq!(tab.state.dialog, None);
}

#[test]
fn what_is_typed_into_a_sheet_is_not_taken_away_by_another() {
    let mut tab = open(TEXT);
    tab.run(Command::PasteArticle, Args::default());
    play(&mut tab, "key ?; key Mod+k");
    assert!(matches!(tab.state.dialog, Some(Dialog::Paste(_))));
}
