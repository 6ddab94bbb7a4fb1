//! An export: chosen, prepared a few articles at a time, looked at, gone from to what is lost, saved; and kept for the next one.

use manicule::formats::native;
use manicule::model::DocId;
use manicule::session::exporting::{ExportNews, NotSaved, Phase, Preparation, Run, Saving};
use manicule::session::update::{is_prepared, is_saved};
use manicule::session::{Action, Args, Command, Dialog, Effect, Words};
use manicule::workshop::message::export::{ExportTold, ToldDiffers, ToldFile, ToldLoss, ToldProof};

use super::scene::{play, show};
use super::tab::{Disk, Tab};

/// Four articles; the second is done. Whoever reads the disk anew has one of them loaded.
fn four() -> Tab {
    let mut tab = Tab::open(&Disk::default(), 1);
    let sample = tab.state.project.order[0].clone();
    for text in ["First\nAda met Bob.", "Second\nIt rains.", "Third\nIt snows.", "Fourth\nNo wind."] {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(text));
    }
    tab.run(Command::RemoveArticle, Args::document(&sample));
    let ids = tab.state.project.order.clone();
    tab.run(Command::OpenArticle, Args::document(&ids[1]));
    tab.run(Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() });
    tab.run(Command::OpenArticle, Args::document(&ids[0]));
    play(&mut tab, "select Ada; key 1; key Escape");
    tab
}

fn choose(tab: &mut Tab, field: &str, text: &str) -> Option<Words> {
    let args = Args { field: Some(field.to_owned()), ..Args::text(text) };
    tab.run(Command::SetExport, args).refused.map(|message| message.words)
}

fn run(tab: &Tab) -> &Run {
    tab.state.exporting.as_ref().and_then(|open| open.run.as_ref()).expect("an export was begun")
}

fn refused(tab: &mut Tab, command: Command, args: Args) -> Option<Words> {
    tab.run(command, args).refused.map(|message| message.words)
}

/// What the edge was asked to prepare last.
fn asked(tab: &Tab) -> &Preparation {
    let mut latest = tab.effects.iter().rev();
    let asked = latest.find_map(|effect| match effect {
        Effect::PrepareExport(wanted) => Some(wanted),
        _ => None,
    });
    asked.expect("something was to be prepared")
}

fn tell(tab: &mut Tab, news: ExportNews) {
    let number = asked(tab).number;
    tab.act(Action::Exported(number, news));
}

fn went(count: usize) -> ExportNews {
    ExportNews::Went(count, Vec::new(), Box::default())
}

/// A finished export of which `wrong` of 12 spans differ.
fn whole(wrong: usize) -> ExportTold {
    let differs = ToldDiffers { found: "Ad".into(), expected: "Ada".into(), ..ToldDiffers::default() };
    let proof = ToldProof { format: "native".into(), checked: 12, wrong, differs: vec![differs; wrong] };
    let file = |path: &str| ToldFile { path: path.to_owned(), size: 10, ..ToldFile::default() };
    ExportTold {
        proofs: vec![proof],
        files: vec![file("a.jsonl"), file("b.jsonl")],
        name: "project.zip".into(),
        size: 20,
        ..ExportTold::default()
    }
}

/// Goes as far as a finished export.
fn prepared(wrong: usize) -> Tab {
    let mut tab = four();
    play(&mut tab, "key Mod+Shift+S");
    assert_eq!(choose(&mut tab, "formats", native::INFO.id), None);
    tab.run(Command::PrepareExport, Args::default());
    tell(&mut tab, went(4));
    tell(&mut tab, ExportNews::Ended(Box::new(whole(wrong))));
    tab
}

#[test]
fn which_articles_are_meant() {
    let mut tab = four();
    let ids = tab.state.project.order.clone();
    tab.run(Command::ExportLab, Args::default());
    assert_eq!(tab.state.dialog, Some(Dialog::Export));
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), Some(Words::ExportNoFormat));
    choose(&mut tab, "formats", native::INFO.id);
    for (which, expected) in [("done", &ids[1..2]), ("open", &ids[..1]), ("all", &ids[..])] {
        assert_eq!(choose(&mut tab, "which", which), None);
        tab.run(Command::PrepareExport, Args::default());
        assert_eq!(asked(&tab).documents, expected, "{which}");
        tab.run(Command::ChangeExport, Args::default());
    }
    choose(&mut tab, "which", "picked");
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), Some(Words::ExportNoArticle));
    tab.run(Command::Leave, Args::default());
    tab.run(Command::PickArticle, Args { add: Some(true), ..Args::document(&ids[2]) });
    tab.run(Command::ExportLab, Args { kind: Some("picked".to_owned()), ..Args::default() });
    tab.run(Command::PrepareExport, Args::default());
    assert_eq!(asked(&tab).documents, &ids[2..3]);
    tab.run(Command::ChangeExport, Args::default());
    // Of which label is not known here, but that some have no annotation at all.
    choose(&mut tab, "which", "all");
    choose(&mut tab, "labels", "person");
    tab.run(Command::PrepareExport, Args::default());
    assert_eq!(asked(&tab).documents, &ids[..1]);
    assert_eq!((run(&tab).phase, asked(&tab).plan.labels.as_slice()), (Phase::Looking, &["person".to_owned()][..]));
    tab.run(Command::ChangeExport, Args::default());
    choose(&mut tab, "labels", "person");
    choose(&mut tab, "people", "somebody else");
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), Some(Words::ExportNoArticle));
}

#[test]
fn prepared_a_few_at_a_time() {
    let mut tab = four().reload(2);
    let loaded = tab.state.project.loaded.len();
    tab.run(Command::ExportLab, Args::default());
    choose(&mut tab, "formats", native::INFO.id);
    choose(&mut tab, "split", "yes");
    tab.run(Command::PrepareExport, Args::default());
    let number = asked(&tab).number;
    assert!(is_prepared(&tab.state, number));
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), Some(Words::ExportUnderWay));
    assert_eq!(choose(&mut tab, "bundle", "no"), Some(Words::ExportPrepared));
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), Some(Words::ExportNotPrepared));
    tell(&mut tab, went(3));
    assert_eq!((run(&tab).phase, run(&tab).done), (Phase::Looking, 3));
    tell(&mut tab, ExportNews::Went(1, vec!["x".into()], Box::default()));
    assert_eq!((run(&tab).phase, run(&tab).done), (Phase::Writing, 0));
    tell(&mut tab, ExportNews::Went(4, vec!["x".into()], Box::default()));
    assert_eq!(run(&tab).phase, Phase::Closing);
    assert_eq!(*run(&tab).unread, [DocId::from("x")], "told once");
    // What another number brings is late.
    tab.act(Action::Exported(number + 1, ExportNews::Ended(Box::new(whole(0)))));
    assert!(run(&tab).is_under_way());
    tell(&mut tab, ExportNews::Ended(Box::new(whole(0))));
    assert!(run(&tab).is_ready() && !is_prepared(&tab.state, number));
    assert_eq!(tab.state.said.1.text(), "12 places read again from the files, all equal.");
    assert_eq!(tab.state.project.loaded.len(), loaded, "no article was loaded for it");
}

#[test]
fn cancelled_in_the_middle() {
    let mut tab = four();
    tab.run(Command::ExportLab, Args::default());
    choose(&mut tab, "formats", native::INFO.id);
    tab.run(Command::PrepareExport, Args::default());
    tell(&mut tab, went(2));
    play(&mut tab, "key Escape");
    assert_eq!(tab.state.dialog, Some(Dialog::Export), "what is chosen is shown again");
    assert!(tab.effects.contains(&Effect::EndExport(false)));
    let number = asked(&tab).number;
    assert!(!is_prepared(&tab.state, number));
    tell(&mut tab, ExportNews::Ended(Box::new(whole(0))));
    assert!(tab.state.exporting.as_ref().is_some_and(|open| open.run.is_none()), "what comes late is let go");
    // While the file is closed the workshop hears nothing.
    tab.run(Command::PrepareExport, Args::default());
    assert_eq!(asked(&tab).number, number + 1);
    tell(&mut tab, went(4));
    tab.run(Command::ChangeExport, Args::default());
    assert!(tab.effects.contains(&Effect::EndExport(true)));
    play(&mut tab, "key Escape");
    assert_eq!(tab.state.dialog, None);
    // The workshop breaks.
    tab.run(Command::ExportLab, Args::default());
    tab.run(Command::PrepareExport, Args::default());
    tell(&mut tab, ExportNews::Broke("no memory".into()));
    assert!(run(&tab).broke.as_ref().is_some_and(|why| why.text().contains("no memory")));
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), Some(Words::ExportNotPrepared));
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), None, "once more");
}

#[test]
fn what_is_lost_is_gone_to() {
    let mut tab = prepared(0);
    let document = tab.state.project.order[0].clone();
    let annotation = tab.state.document().expect("open").annotations.keys().next().copied().expect("one");
    let mut tab = {
        let other = tab.state.project.order[3].clone();
        play(&mut tab, "key Escape");
        tab.run(Command::OpenArticle, Args::document(&other));
        tab
    };
    play(&mut tab, "key Mod+Shift+S");
    assert!(run(&tab).is_ready(), "it is as it was left");
    let loss = ToldLoss { document: document.to_string(), ..ToldLoss::default() };
    let args = Args { id: Some(annotation.to_string()), document: Some(loss.document.clone()), ..Args::default() };
    assert_eq!(refused(&mut tab, Command::GoToLoss, args), None);
    assert_eq!(tab.state.dialog, None);
    assert!(show(&tab.state).contains("Ada=person*"), "{}", show(&tab.state));
    assert!(tab.effects.contains(&Effect::Reveal(annotation)));
    // What is lost of a whole article shows it.
    let whole = Args { document: Some(tab.state.project.order[2].to_string()), ..Args::default() };
    assert_eq!(refused(&mut tab, Command::GoToLoss, whole), None);
    assert_eq!(tab.state.open, Some(tab.state.project.order[2].clone()));
    let nowhere = Args { document: Some("nowhere".into()), ..Args::default() };
    assert_eq!(refused(&mut tab, Command::GoToLoss, nowhere), Some(Words::NoDocument));
}

#[test]
fn saved() {
    let mut tab = prepared(0);
    let number = asked(&tab).number;
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), None);
    assert_eq!(tab.effects.last(), Some(&Effect::SaveExport { number, way: Saving::Download }));
    assert!(is_saved(&tab.state, number));
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), Some(Words::ExportSaving));
    tell(&mut tab, ExportNews::Saving(10));
    assert_eq!(run(&tab).saving, Some(10));
    tell(&mut tab, ExportNews::Saved(Ok("project.zip".into())));
    assert_eq!((run(&tab).saving, tab.state.said.1.words), (None, Words::ExportSaved));
    assert!(!is_saved(&tab.state, number));
    tab.run(Command::SaveExport, Args { kind: Some("as".to_owned()), ..Args::default() });
    assert_eq!(tab.effects.last(), Some(&Effect::SaveExport { number, way: Saving::Choose }));
    tell(&mut tab, ExportNews::Saved(Err(NotSaved::NotChosen)));
    assert!(run(&tab).is_ready(), "it can be saved otherwise");
    tab.run(Command::SaveExport, Args { kind: Some("as".to_owned()), ..Args::default() });
    let full = Box::new(NotSaved::Refused("QuotaExceededError: no room".to_owned()));
    let (written, lacking) = (vec!["README.md".to_owned()], vec!["brat/a.ann".to_owned()]);
    tell(&mut tab, ExportNews::Saved(Err(NotSaved::Half { folder: "news".to_owned(), written, lacking, why: full })));
    let said = tab.state.said.1.text();
    assert!(["“news”", "README.md", "brat/a.ann", "no room"].iter().all(|part| said.contains(part)), "{said}");
    assert!(run(&tab).is_ready() && run(&tab).saving.is_none(), "it can be saved once more");
    tab.run(Command::SaveExport, Args::default());
    tell(&mut tab, ExportNews::Saved(Err(NotSaved::Gone)));
    assert!(!run(&tab).is_ready(), "there is nothing to be saved any more");
}

#[test]
fn what_differs_is_said_before_it_is_saved() {
    let mut tab = prepared(1);
    assert_eq!(tab.state.said.1.text(), "1 of 12 spans in the files are not what is marked.");
    let number = asked(&tab).number;
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), Some(Words::ExportDifferStill));
    assert!(!is_saved(&tab.state, number));
    assert_eq!(refused(&mut tab, Command::SaveExport, Args::default()), None);
    assert!(is_saved(&tab.state, number));
}

#[test]
fn looked_into_and_grown_old() {
    let mut tab = prepared(0);
    for (place, expected) in [(1, 1), (7, 1), (0, 0)] {
        tab.run(Command::SetExport, Args { field: Some("shown".into()), step: Some(place), ..Args::default() });
        assert_eq!(run(&tab).shown, expected);
    }
    assert_eq!(run(&tab).clock, tab.state.journal.clock);
    play(&mut tab, "key Escape; select Bob; key 1");
    assert_ne!(run(&tab).clock, tab.state.journal.clock, "something was done since");
}

#[test]
fn what_was_chosen_is_kept() {
    let mut tab = four();
    tab.run(Command::ExportLab, Args::default());
    choose(&mut tab, "formats", native::INFO.id);
    choose(&mut tab, "license", "cc-by-4.0");
    choose(&mut tab, "split", "yes");
    assert_eq!(choose(&mut tab, "dev", "12.5"), None);
    assert_eq!(choose(&mut tab, "test", "90"), Some(Words::ExportShares));
    assert_eq!(choose(&mut tab, "date", "yesterday"), Some(Words::ExportDate));
    let chosen = tab.state.exporting.as_ref().expect("it was looked at").choice.clone();
    let mut tab = tab.reload(2);
    assert!(tab.state.exporting.is_none());
    // What is kept meanwhile does not forget it.
    tab.run(Command::ToggleExact, Args::default());
    let mut tab = tab.reload(3);
    tab.run(Command::ExportLab, Args::default());
    assert_eq!(tab.state.exporting.as_ref().expect("it is looked at").choice, chosen);
    assert_eq!(tab.state.exporting.as_ref().and_then(|open| open.choice.plan().split).expect("a split").dev, 125);
}

/// What was chosen last time and is gone would leave nothing to export, and nobody would see why.
#[test]
fn what_is_gone_is_not_asked_for_any_more() {
    let mut tab = four();
    play(&mut tab, "key Mod+Shift+S");
    let (person, label) = (tab.state.me.to_string(), tab.state.project.schema.labels[0].id.to_string());
    for (field, values) in [("labels", [label.as_str(), "no such label"]), ("people", [person.as_str(), "0000"])] {
        let values = Some(values.map(str::to_owned).to_vec());
        let outcome = tab.run(Command::SetExport, Args { field: Some(field.to_owned()), values, ..Args::default() });
        assert_eq!(outcome.refused, None);
    }
    play(&mut tab, "key Escape; key Mod+Shift+S");
    let choice = tab.state.exporting.as_ref().expect("it is open").choice.clone();
    assert_eq!((choice.labels, choice.people), (vec![label], vec![person]));
    assert_eq!(tab.state.said.1.words, Words::ExportForgotten);
    // What a script chooses is not widened behind its back.
    let gone = Args { field: Some("labels".into()), values: Some(vec!["no such label".into()]), ..Args::default() };
    tab.run(Command::SetExport, gone);
    assert_eq!(choose(&mut tab, "formats", native::INFO.id), None);
    assert_eq!(refused(&mut tab, Command::PrepareExport, Args::default()), None);
    assert_eq!(asked(&tab).plan.labels, ["no such label"]);
}
