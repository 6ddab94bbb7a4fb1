//! A newer version of an article: what becomes of its annotations, and that nothing happens before somebody says so.

use manicule::formats::Problem;
use manicule::intake::reanchor::Sureness;
use manicule::model::{BlockKind, DocId, Role, Status};
use manicule::session::newer::Decision;
use manicule::session::{Args, Command, Dialog, Words};

use super::scene::{open, show};
use super::tab::Tab;

const OLD: &str = "{title}The ferry that sank\n\
The ferry sank in the harbour on Monday morning, in calm weather and in full daylight. \
Its captain, [Ada Lindqvist](person#a), was not on board that day, the company wrote.\n\
{caption furniture}Photo of the harbour\n\
[“The log was rewritten by night,”](claim#c) said [Mats Ekdahl](person#m), who had worked on the ship for years.\n\
The [inquiry](event#i) begins in the autumn.\n\
---\n\
c -source-> m\n\
c -source-> a";

/// Ada is untouched, the claim's words differ, Mats stands in other surroundings, the inquiry is gone.
const NEW: &str = "The ferry that sank: what we know\n\
The ferry sank in the harbour on Monday morning, in calm weather and in full daylight. \
Its captain, Ada Lindqvist, was not on board that day, the company wrote.\n\
Photo of the harbour\n\
“The log was rewritten at night,” Mats Ekdahl told this paper. He had worked on the ship for years.";

fn run(tab: &mut Tab, command: Command, args: Args) -> Option<Words> {
    tab.moment += 1;
    tab.run(command, args).refused.map(|message| message.words)
}

fn plain(tab: &mut Tab, command: Command) -> Option<Words> {
    run(tab, command, Args::default())
}

/// What is looked at: the words and how sure their place is, and what was said.
fn rows(tab: &Tab) -> Vec<(String, Sureness, Decision)> {
    let newer = tab.state.newer.as_ref().expect("a newer version is looked at");
    let row = |row: &manicule::session::newer::Row| (row.span.quote(&newer.old.article), row.sureness, row.decision);
    newer.rows.iter().map(row).collect()
}

fn compared() -> Tab {
    let mut tab = open(OLD);
    assert_eq!(plain(&mut tab, Command::LoadNewer), None);
    assert!(tab.state.dialog == Some(Dialog::Newer) && tab.state.newer.is_none(), "the text is asked for");
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text(NEW)), None);
    tab
}

#[test]
fn every_annotation_is_told_of_before_anything_is_stored() {
    let mut tab = open(OLD);
    let before = tab.export();
    run(&mut tab, Command::LoadNewer, Args::text(NEW));
    let words = ["inquiry", "“The log was rewritten by night,”", "Mats Ekdahl", "Ada Lindqvist"];
    let sureness = [Sureness::Lost, Sureness::Doubtful, Sureness::Moved, Sureness::Exact];
    let wanted: Vec<_> =
        words.iter().zip(sureness).map(|(words, sureness)| ((*words).to_owned(), sureness, Decision::Open)).collect();
    assert_eq!(rows(&tab), wanted);
    // Escape leaves everything as it was; what was said is there when it is opened again.
    plain(&mut tab, Command::NextAnchor);
    plain(&mut tab, Command::TakeAnchor);
    plain(&mut tab, Command::Leave);
    assert_eq!((tab.state.dialog.clone(), tab.export(), tab.state.history.depth()), (None, before, (0, 0)));
    assert_eq!(plain(&mut tab, Command::UseNewer), Some(Words::NotHere), "nothing is used unseen");
    plain(&mut tab, Command::LoadNewer);
    assert_eq!(rows(&tab)[1].2, Decision::Taken(0));
    // Once more: another text. What was said is let go of only when one insists.
    assert_eq!(plain(&mut tab, Command::LoadNewer), Some(Words::NewerLetGo));
    assert_eq!(rows(&tab)[1].2, Decision::Taken(0));
    assert_eq!(plain(&mut tab, Command::LoadNewer), None);
    assert!(tab.state.dialog == Some(Dialog::Newer) && tab.state.newer.is_none());
}

#[test]
fn the_newer_version_takes_the_place_of_the_article() {
    let mut tab = compared();
    let old = tab.state.open.clone().expect("an article is open");
    tab.run(Command::AddText, Args::text("Second\nIt rained."));
    run(&mut tab, Command::OpenArticle, Args::document(&old));
    run(&mut tab, Command::SetStatus, Args { status: Some("done".to_owned()), ..Args::default() });
    let before = tab.export();
    let annotations = tab.state.document().expect("it is open").annotations.clone();
    run(&mut tab, Command::LoadNewer, Args::text(NEW));
    assert_eq!(plain(&mut tab, Command::UseNewer), None);
    // The doubtful words have their new place; nobody looked at them.
    let shown = "Ada Lindqvist=person, “The log was rewritten at night,”=claim, Mats Ekdahl=person, \
        “The log was rewritten at night,” -source-> Mats Ekdahl, “The log was rewritten at night,” -source-> Ada Lindqvist";
    assert_eq!(show(&tab.state), format!("{shown}, a sheet"));
    let document = tab.state.document().expect("it is open").clone();
    assert_eq!(tab.state.project.order.first(), Some(&document.id));
    assert_eq!((document.meta.status, &*document.meta.title), (Status::Flagged, "The ferry that sank: what we know"));
    let doubts: Vec<_> =
        document.in_reading_order().iter().map(|a| a.doubt.as_ref().map(|d| d.reason.to_string())).collect();
    assert_eq!(doubts[0], None, "what is exact goes along as it is");
    assert!(
        doubts[1].as_ref().is_some_and(|reason| reason.contains("“The log was rewritten by night,”")),
        "{doubts:?}"
    );
    assert!(doubts[2].is_some());
    for annotation in document.annotations.values() {
        let was = annotations.get(&annotation.id).expect("it has the id that it had");
        assert_eq!(
            (&was.label, &was.note, was.author, was.created),
            (&annotation.label, &annotation.note, annotation.author, annotation.created)
        );
    }
    let caption = document.blocks.iter().find(|block| document.article.quote(block.range) == "Photo of the harbour");
    assert_eq!(caption.map(|block| (block.kind, block.role)), Some((BlockKind::Caption, Role::Furniture)));
    // What stays behind is told, and stays with the old version, which can be brought back.
    let Some(Dialog::Report(issues)) = &tab.state.dialog else { panic!("a report: {:?}", tab.state.dialog) };
    assert_eq!(
        issues.iter().map(|issue| &issue.problem).collect::<Vec<_>>(),
        [&Problem::LeftBehind { quote: "inquiry".to_owned() }]
    );
    assert!(tab.state.journal.ledger.trash().iter().any(|(id, ..)| *id == old));
    let after = tab.export();
    // One step, back and forth, and over a page load.
    plain(&mut tab, Command::Leave);
    plain(&mut tab, Command::Undo);
    assert_eq!((tab.export(), tab.state.open.as_ref()), (before.clone(), Some(&old)));
    plain(&mut tab, Command::Redo);
    assert_eq!((tab.export(), tab.state.open.as_ref()), (after.clone(), Some(&document.id)));
    let mut later = tab.reload(7);
    // The scene's project has an id of its own, which no store knows.
    let articles = |tab: &Tab| tab.export().replace("\"id\":\"0000000000000\"", "\"id\":\"0000000000001\"");
    assert_eq!(articles(&later), after);
    plain(&mut later, Command::Undo);
    assert_eq!(articles(&later), before);
    plain(&mut later, Command::Redo);
    assert_eq!(articles(&later), after);
    let restored = run(&mut later, Command::RestoreArticle, Args::document(&old));
    assert_eq!((restored, later.state.project.order.len()), (None, 3));
    assert_eq!(show(&later.state).matches("inquiry=event").count(), 1);
}

#[test]
fn what_is_confirmed_is_not_doubted_and_what_is_left_stays() {
    let mut tab = compared();
    assert_eq!(plain(&mut tab, Command::TakeAnchor), Some(Words::NewerNoPlace), "what is lost has no place");
    plain(&mut tab, Command::NextAnchor);
    plain(&mut tab, Command::LeaveAnchor);
    assert_eq!(tab.state.newer.as_ref().map(|newer| newer.at), Some(2), "on to the next");
    let same = Args { kind: Some("same".to_owned()), ..Args::default() };
    assert_eq!(run(&mut tab, Command::TakeAnchor, same), None);
    assert_eq!(tab.state.newer.as_ref().map(|newer| newer.told()), Some((0, 2)));
    plain(&mut tab, Command::UseNewer);
    // A link whose end stays behind is kept; one of which both do is not.
    assert_eq!(
        show(&tab.state),
        "Ada Lindqvist=person, Mats Ekdahl=person, gone -source-> Mats Ekdahl, gone -source-> Ada Lindqvist, a sheet"
    );
    let document = tab.state.document().expect("it is open");
    assert!(document.annotations.values().all(|annotation| annotation.doubt.is_none()));
    assert_eq!(tab.state.said.1.words, Words::NewerUsed);
}

#[test]
fn one_of_several_places_is_chosen() {
    let mut tab = open(
        "The ferry sank in the harbour on Monday.\nRead more about the company, its [ships](product) and all that has been said of them so far.\nNobody was surprised.",
    );
    let line = "Read more about the company, its ships and all that has been said of them so far.";
    let new = format!("The ferry sank in the harbour on Monday.\n{line}\n{line}\nNobody was surprised.");
    run(&mut tab, Command::LoadNewer, Args::text(&new));
    let places = tab.state.newer.as_ref().expect("it is looked at").rows[0].places.clone();
    assert_eq!((rows(&tab)[0].1, places.len()), (Sureness::Doubtful, 2));
    let third = Args { step: Some(3), ..Args::default() };
    assert_eq!(run(&mut tab, Command::TakeAnchor, third), Some(Words::NewerNoPlace));
    assert_eq!(run(&mut tab, Command::TakeAnchor, Args { step: Some(2), ..Args::default() }), None);
    plain(&mut tab, Command::UseNewer);
    let document = tab.state.document().expect("it is open");
    assert_eq!(
        document.annotations.values().map(|a| (&a.span, a.doubt.is_some())).collect::<Vec<_>>(),
        [(&places[1], false)]
    );
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let mut tab = compared();
    let text = tab.state.document().expect("it is open").article.text().to_string();
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text(&text)), Some(Words::NewerSame));
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text(" \n")), Some(Words::OnlySpace));
    assert_eq!(rows(&tab).len(), 4, "what was looked at stays");
    plain(&mut tab, Command::Leave);
    let open = tab.state.open.clone().expect("an article is open");
    run(&mut tab, Command::AddText, Args::text("Second\nIt rained."));
    assert_eq!(
        run(
            &mut tab,
            Command::LoadNewer,
            Args { text: Some("Second\nIt rained.".to_owned()), ..Args::document(&open) }
        ),
        Some(Words::NewerKnown)
    );
    assert_eq!(tab.state.open.as_ref(), Some(&open), "the article is shown that is meant");
    let nobody = Args::document(&DocId::from("nobody"));
    assert_eq!(run(&mut tab, Command::LoadNewer, nobody), Some(Words::NoDocument));
}

#[test]
fn an_article_that_changed_meanwhile_is_looked_at_again() {
    let mut tab = compared();
    plain(&mut tab, Command::NextAnchor);
    plain(&mut tab, Command::TakeAnchor);
    let id = tab.state.newer.as_ref().expect("it is looked at").rows[0].id.to_string();
    run(&mut tab, Command::Delete, Args::id(id));
    assert_eq!(plain(&mut tab, Command::UseNewer), Some(Words::NewerChanged));
    assert_eq!((rows(&tab).len(), rows(&tab)[0].2), (3, Decision::Taken(0)));
    assert_eq!(plain(&mut tab, Command::UseNewer), None);
}

#[test]
fn the_text_of_before_can_be_loaded_again() {
    let mut tab = compared();
    let old = tab.state.document().expect("it is open").clone();
    plain(&mut tab, Command::UseNewer);
    plain(&mut tab, Command::Leave);
    // The text has the id that the first version has, which stays with what was said of it.
    run(&mut tab, Command::LoadNewer, Args::text(old.article.text()));
    assert_eq!(plain(&mut tab, Command::UseNewer), None);
    let again = tab.state.document().expect("it is open");
    assert_eq!(again.article.text(), old.article.text());
    plain(&mut tab, Command::Undo);
    plain(&mut tab, Command::Undo);
    assert_eq!(tab.state.document(), Some(&old));
    run(&mut tab, Command::LoadNewer, Args::text(NEW));
    assert_eq!(plain(&mut tab, Command::UseNewer), None);
    plain(&mut tab, Command::Undo);
    assert_eq!(tab.state.document(), Some(&old));
}

fn status(tab: &mut Tab, status: &str) {
    run(tab, Command::SetStatus, Args { status: Some(status.to_owned()), ..Args::default() });
}

/// The article's status after a newer version of it was used, and what the sheet said about that.
fn renewed(old: &str, was: &str, new: &str) -> (Status, Option<Words>) {
    let mut tab = open(old);
    status(&mut tab, was);
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text(new)), None);
    let told = tab.state.newer.as_ref().and_then(|newer| newer.flag());
    assert_eq!(plain(&mut tab, Command::UseNewer), None);
    (tab.state.document().expect("it is open").meta.status, told)
}

#[test]
fn a_done_article_is_flagged_when_there_is_something_to_read() {
    let old = "{title}The ferry that sank\nThe ferry sank in the harbour, [Ada Lindqvist](person#a) wrote to the company on Monday.\nNobody was surprised by the news, it said.";
    let plainly = old.replace("{title}", "").replace("[Ada Lindqvist](person#a)", "Ada Lindqvist");
    let more = format!("{plainly}\nMats Ekdahl was.");
    assert_eq!(renewed(old, "done", &more), (Status::Flagged, Some(Words::NewerFlagMore)));
    let shorter = plainly.replace(", it said", "");
    assert_eq!(renewed(old, "done", &shorter), (Status::Done, None), "nothing is new");
    let nothing = old.replace("[Ada Lindqvist](person#a)", "Ada Lindqvist");
    assert_eq!(renewed(&nothing, "done_empty", &more), (Status::Flagged, Some(Words::NewerFlagMore)));
    assert_eq!(renewed(&nothing, "done_empty", &shorter), (Status::Flagged, Some(Words::NewerFlagEmpty)));
    assert_eq!(renewed(&nothing, "in_progress", &more), (Status::InProgress, None));
}

#[test]
fn what_was_said_is_not_thrown_away_for_another_article() {
    let mut tab = compared();
    let old = tab.state.open.clone();
    plain(&mut tab, Command::NextAnchor);
    plain(&mut tab, Command::TakeAnchor);
    plain(&mut tab, Command::Leave);
    run(&mut tab, Command::AddText, Args::text("Second\nIt rained."));
    let second = tab.state.open.clone();
    assert_ne!(second, old);
    assert_eq!(plain(&mut tab, Command::LoadNewer), Some(Words::NewerLetGo));
    assert_eq!((rows(&tab)[1].2, tab.state.dialog.clone(), tab.state.open.clone()), (Decision::Taken(0), None, second));
    // Whoever goes back finds it, and is asked anew.
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::document(&old.expect("an article"))), None);
    assert_eq!(rows(&tab)[1].2, Decision::Taken(0));
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text("Another\nIt snowed.")), Some(Words::NewerLetGo));
    assert_eq!(run(&mut tab, Command::LoadNewer, Args::text("Another\nIt snowed.")), None);
}

#[test]
fn a_doubt_of_an_earlier_version_goes_when_its_place_is_taken() {
    let doubts = |tab: &Tab| {
        let document = tab.state.document().expect("it is open");
        document.in_reading_order().iter().map(|a| a.doubt.as_ref().map(|d| d.reason.to_string())).collect::<Vec<_>>()
    };
    let mut tab = compared();
    plain(&mut tab, Command::UseNewer);
    plain(&mut tab, Command::Leave);
    let first = doubts(&tab);
    assert!(first[1].is_some() && first[2].is_some(), "{first:?}");
    // Nobody looks at the next one either: one doubt, with the words of before.
    let next = NEW.replace("rewritten at night", "written anew at night");
    run(&mut tab, Command::LoadNewer, Args::text(&next));
    plain(&mut tab, Command::UseNewer);
    plain(&mut tab, Command::Leave);
    let second = doubts(&tab)[1].clone().unwrap_or_default();
    assert!(second.contains("rewritten at night") && second.matches("Not looked at").count() == 1, "{second}");
    // All with the same words: not those that were never looked at. Taken by itself, it is doubted no more.
    run(&mut tab, Command::LoadNewer, Args::text(&format!("{next}\nMore follows.")));
    run(&mut tab, Command::TakeAnchor, Args { kind: Some("same".to_owned()), ..Args::default() });
    let claim = rows(&tab).iter().position(|(words, ..)| words.contains("log")).expect("the claim");
    assert_eq!(rows(&tab)[claim].2, Decision::Open);
    run(&mut tab, Command::NextAnchor, Args { step: Some(u32::try_from(claim).expect("few")), ..Args::default() });
    plain(&mut tab, Command::TakeAnchor);
    plain(&mut tab, Command::UseNewer);
    assert_eq!(doubts(&tab)[1], None);
    assert!(doubts(&tab)[2].is_some());
}

#[test]
fn a_title_that_somebody_gave_stays() {
    let title = |given: Option<&str>| {
        let mut tab = open("{title}The ferry that sank\nIt sank in the harbour on Monday, the company wrote.");
        if let Some(given) = given {
            assert_eq!(
                run(&mut tab, Command::SetArticle, Args { field: Some("title".to_owned()), ..Args::text(given) }),
                None
            );
        }
        run(
            &mut tab,
            Command::LoadNewer,
            Args::text("What we know\nIt sank in the harbour on Monday, the company wrote."),
        );
        assert_eq!(plain(&mut tab, Command::UseNewer), None);
        tab.state.document().expect("it is open").meta.title.to_string()
    };
    assert_eq!(title(None), "What we know");
    assert_eq!(title(Some("The ferry")), "The ferry");
}
