//! Several articles at once: picked out, given a status, taken out, put elsewhere; loaded or not, and over a reload.

use manicule::model::{DocId, Status};
use manicule::session::picks::RowStep;
use manicule::session::{Action, Args, Command, Words};

use super::scene::play;
use super::tab::{Disk, Tab};

/// A page with eight articles, `a` to `h` by their titles, kept on disk.
fn eight() -> (Disk, Tab) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    for title in "abcdefgh".chars() {
        tab.moment += 1;
        tab.run(Command::AddText, Args::text(&format!("{title}\n\nAda met Bob in {title}.")));
    }
    tab.moment += 1;
    let sample = tab.state.project.order[0].clone();
    tab.run(Command::RemoveArticle, Args::document(&sample));
    assert_eq!(order(&tab), "abcdefgh");
    (disk, tab)
}

fn title(tab: &Tab, id: &DocId) -> String {
    tab.state.project.entries.get(id).map(|entry| entry.title.to_string()).unwrap_or_default()
}

fn order(tab: &Tab) -> String {
    tab.state.project.order.iter().map(|id| title(tab, id)).collect()
}

fn id(tab: &Tab, name: &str) -> DocId {
    let mut all = tab.state.project.order.iter();
    all.find(|id| title(tab, id) == name).cloned().unwrap_or_else(|| panic!("{name} is in the queue"))
}

fn ids(tab: &Tab, names: &str) -> Option<Vec<String>> {
    Some(names.chars().map(|name| id(tab, &name.to_string()).to_string()).collect())
}

fn picked(tab: &Tab) -> String {
    tab.state.queue.picks.among(&tab.state.project.order).iter().map(|id| title(tab, id)).collect()
}

fn pick(tab: &mut Tab, name: &str, add: bool, extend: bool) {
    let args = Args { add: Some(add), extend: Some(extend), ..Args::document(&id(tab, name)) };
    tab.run(Command::PickArticle, args);
}

fn run(tab: &mut Tab, command: Command, args: Args) -> Option<Words> {
    tab.moment += 1;
    tab.run(command, args).refused.map(|message| message.words)
}

fn statuses(tab: &Tab) -> String {
    let sign = |status: Status| match status {
        Status::Done => 'd',
        Status::Skipped => 's',
        Status::Flagged => 'f',
        _ => '.',
    };
    let entries = &tab.state.project.entries;
    tab.state.project.order.iter().filter_map(|id| Some(sign(entries.get(id)?.status))).collect()
}

#[test]
fn rows_are_picked_out_by_hand_and_by_keys() {
    let (_, mut tab) = eight();
    tab.run(Command::OpenArticle, Args::document(&id(&tab, "c")));
    pick(&mut tab, "e", false, true);
    assert_eq!(picked(&tab), "cde", "from the open article");
    pick(&mut tab, "g", true, false);
    pick(&mut tab, "d", true, false);
    assert_eq!(picked(&tab), "ceg");
    pick(&mut tab, "b", true, true);
    assert_eq!(picked(&tab), "bcdeg");
    tab.run(Command::DropPicks, Args::default());
    assert_eq!(picked(&tab), "");

    let walk = |tab: &mut Tab, from: &str, step: RowStep, extend: bool| {
        let from = id(tab, from);
        tab.act(Action::WalkQueue(from, step, extend));
        title(tab, tab.state.queue.picks.cursor().expect("keys go from a row"))
    };
    assert_eq!(walk(&mut tab, "c", RowStep::By(2), false), "e");
    assert_eq!(walk(&mut tab, "e", RowStep::By(1), true), "f");
    assert_eq!(walk(&mut tab, "f", RowStep::By(9), true), "h");
    assert_eq!(picked(&tab), "efgh");
    assert_eq!(walk(&mut tab, "h", RowStep::By(-2), false), "f");
    assert_eq!(picked(&tab), "efgh", "going on lets nothing go");
    assert_eq!(walk(&mut tab, "f", RowStep::First, false), "a");
    assert_eq!(walk(&mut tab, "a", RowStep::By(-1), false), "a");
    assert_eq!(tab.state.open.as_ref().map(|id| title(&tab, id)).as_deref(), Some("c"), "nothing is opened by that");
    tab.run(Command::PickArticles, Args::default());
    assert_eq!(picked(&tab), "abcdefgh");
}

#[test]
fn only_what_is_seen_stays_picked_out() {
    let (_, mut tab) = eight();
    let second = Args::document(&id(&tab, "b"));
    run(&mut tab, Command::SetStatus, Args { status: Some("done".to_owned()), ..second.clone() });
    tab.run(Command::PickArticles, Args::default());
    tab.run(Command::ShowQueue, Args { status: Some("to-do".to_owned()), ..Args::default() });
    assert_eq!(picked(&tab), "acdefgh");
    assert_eq!(run(&mut tab, Command::PickArticle, second), Some(Words::NotListed));
    pick(&mut tab, "d", false, false);
    pick(&mut tab, "f", true, false);
    run(&mut tab, Command::SetStatuses, Args { status: Some("done".to_owned()), ..Args::default() });
    assert_eq!((picked(&tab), statuses(&tab)), (String::new(), ".d.d.d..".to_owned()), "they left the list");
}

#[test]
fn several_articles_are_one_step_whether_they_are_loaded_or_not() {
    let (disk, mut tab) = eight();
    let before = tab.export();
    let fourth = Args { status: Some("flagged".to_owned()), ..Args::document(&id(&tab, "d")) };
    run(&mut tab, Command::SetStatus, fourth);
    run(&mut tab, Command::Undo, Args::default());
    let mut tab = Tab::open(&disk, 2);
    assert!(tab.state.project.loaded.keys().count() < 3, "most are not loaded");
    let depth = tab.state.history.depth().0;
    let open = tab.state.open.clone();
    let status = |name: &str| Some(name.to_owned());
    assert_eq!(run(&mut tab, Command::SetStatuses, Args::default()), Some(Words::NoStatus));
    let none = run(&mut tab, Command::SetStatuses, Args { status: status("done"), ..Args::default() });
    assert_eq!(none, Some(Words::NothingPicked));
    let args = Args { ids: ids(&tab, "gbe"), status: status("skipped"), ..Args::default() };
    assert_eq!(run(&mut tab, Command::SetStatuses, args), None);
    assert_eq!((statuses(&tab).as_str(), tab.state.history.depth().0), (".s..s.s.", depth + 1));
    assert_eq!(tab.state.open, open, "what is done to several brings none of them up");
    let gone = Args { ids: ids(&tab, "bcg"), ..Args::default() };
    let removed = run(&mut tab, Command::RemoveArticles, gone);
    assert_eq!((removed, order(&tab).as_str()), (None, "adefh"));

    let mut later = Tab::open(&disk, 3);
    assert_eq!((order(&later).as_str(), statuses(&later).as_str()), ("adefh", "..s.."));
    assert_eq!(later.state.journal.ledger.trash().len(), 4, "with the sample");
    run(&mut later, Command::Undo, Args::default());
    assert_eq!((order(&later).as_str(), statuses(&later).as_str()), ("abcdefgh", ".s..s.s."), "each where it was");
    assert_eq!(order(&Tab::open(&disk, 4)), "abcdefgh");
    run(&mut later, Command::Undo, Args::default());
    assert_eq!(later.export(), before);
    assert_eq!(Tab::open(&disk, 5).export(), before);

    let strange = Args { ids: Some(vec!["nowhere".to_owned()]), ..Args::default() };
    assert_eq!(run(&mut later, Command::RemoveArticles, strange), Some(Words::NoDocument));
}

#[test]
fn only_those_are_exported_that_are_picked_out() {
    let (disk, _) = eight();
    let mut tab = Tab::open(&disk, 2);
    pick(&mut tab, "f", false, false);
    pick(&mut tab, "b", true, false);
    assert_eq!(run(&mut tab, Command::ExportArticles, Args::default()), None);
    let file = tab.out.pop().expect("a file was saved");
    let titles: Vec<_> = file.lines().filter_map(|line| line.split("\"title\":\"").nth(1)?.chars().next()).collect();
    assert_eq!(titles, ['b', 'f'], "in the order of the project");
    assert!(tab.state.handed.is_none(), "some are no backup");
}

#[test]
fn another_order_is_kept_undone_and_done_again() {
    let (disk, mut tab) = eight();
    let mut expected = vec![order(&tab)];
    let steps: [(&str, Command, Option<&str>, &str); 6] = [
        ("g", Command::ArticlesFirst, None, "gabcdefh"),
        ("ab", Command::ArticlesLast, None, "gcdefhab"),
        ("ch", Command::ArticlesUp, None, "cgdehfab"),
        ("gd", Command::ArticlesDown, None, "cegdhfab"),
        ("bfe", Command::PlaceArticles, Some("g"), "cefbgdha"),
        ("c", Command::PlaceArticles, None, "efbgdhac"),
    ];
    for (which, command, before, after) in steps {
        let document = before.map(|name| id(&tab, name).to_string());
        let args = Args { ids: ids(&tab, which), document, ..Args::default() };
        assert_eq!(run(&mut tab, command, args), None, "{which} {command:?}");
        assert_eq!(order(&tab), after, "{which} {command:?}");
        assert_eq!(order(&Tab::open(&disk, 90 + u64::from(tab.moment))), after, "after a reload");
        expected.push(after.to_owned());
    }
    let mut tab = Tab::open(&disk, 2);
    for before in expected.iter().rev().skip(1) {
        assert_eq!(run(&mut tab, Command::Undo, Args::default()), None);
        assert_eq!(order(&tab), *before);
        assert_eq!(order(&Tab::open(&disk, 90 + u64::from(tab.moment))), *before);
    }
    for after in &expected[1..] {
        assert_eq!(run(&mut tab, Command::Redo, Args::default()), None);
        assert_eq!(order(&tab), *after);
    }
}

#[test]
fn between_two_articles_there_is_always_room() {
    let (disk, mut tab) = eight();
    // Always between the first and the second, from behind: the room there is halved each time.
    for round in 0..60_u64 {
        let (last, second) = (tab.state.project.order[7].clone(), tab.state.project.order[1].clone());
        let mut wanted = tab.state.project.order.to_vec();
        wanted.pop();
        wanted.insert(1, last.clone());
        let args = Args { ids: Some(vec![last.to_string()]), ..Args::document(&second) };
        assert_eq!(run(&mut tab, Command::PlaceArticles, args), None);
        assert_eq!(*tab.state.project.order, wanted);
        if round % 9 == 0 {
            assert_eq!(tab.state.project.order, Tab::open(&disk, 100 + round).state.project.order, "round {round}");
        }
    }
    let mut again = Tab::open(&disk, 2);
    assert_eq!(again.state.project.order, tab.state.project.order);
    for _ in 0..60 {
        assert_eq!(run(&mut again, Command::Undo, Args::default()), None);
    }
    assert_eq!(order(&again), "abcdefgh");
}

#[test]
fn what_cannot_be_moved_says_why() {
    let (_, mut tab) = eight();
    let args = |tab: &Tab| Args { ids: ids(tab, "a"), ..Args::default() };
    let first = args(&tab);
    assert_eq!(run(&mut tab, Command::ArticlesUp, first.clone()), Some(Words::PlacedAlready));
    tab.run(Command::SortQueue, Args::text("title"));
    assert_eq!(run(&mut tab, Command::ArticlesDown, first), Some(Words::OtherOrder));
    tab.run(Command::SortQueue, Args::text("order"));
    tab.run(Command::OpenArticle, Args::document(&id(&tab, "d")));
    assert_eq!(run(&mut tab, Command::ArticlesDown, Args::default()), None);
    assert_eq!(order(&tab), "abcedfgh", "the open one, where none is picked out");
}

#[test]
fn two_tabs_that_move_articles_agree() {
    let (disk, mut one) = eight();
    let mut other = Tab::open(&disk, 2);
    let move_to_top = |tab: &mut Tab, name: &str| {
        let args = Args { ids: ids(tab, name), ..Args::default() };
        assert_eq!(run(tab, Command::ArticlesFirst, args), None);
    };
    move_to_top(&mut one, "g");
    move_to_top(&mut other, "c");
    // One takes out what the other moves: moving is no work in it.
    let gone = Args { ids: ids(&one, "e"), ..Args::default() };
    assert_eq!(run(&mut one, Command::RemoveArticles, gone), None);
    let last = Args { ids: ids(&other, "e"), ..Args::default() };
    assert_eq!(run(&mut other, Command::ArticlesLast, last), None);
    one.hear();
    other.hear();
    assert_eq!(order(&one), order(&other));
    assert_eq!(order(&one), order(&Tab::open(&disk, 3)));
    let mut letters: Vec<char> = order(&one).chars().collect();
    assert!(letters[..2].contains(&'g') && letters[..2].contains(&'c'), "{letters:?}");
    letters.sort_unstable();
    assert_eq!(letters.into_iter().collect::<String>(), "abcdfgh");
}

#[test]
fn doubts_are_counted_where_an_article_is_not_loaded() {
    let (disk, mut tab) = eight();
    tab.run(Command::OpenArticle, Args::document(&id(&tab, "b")));
    play(&mut tab, "select Ada; key 1; key d; select Bob; key 1; key d");
    let after = Tab::open(&disk, 2);
    let doubts = |tab: &Tab, name: &str| tab.state.project.entries.get(&id(tab, name)).map(|entry| entry.counts.doubts);
    assert_eq!((doubts(&tab, "b"), doubts(&after, "b"), doubts(&after, "a")), (Some(2), Some(2), Some(0)));
    play(&mut tab, "key d");
    assert_eq!(doubts(&tab, "b"), Some(1));
    run(&mut tab, Command::Undo, Args::default());
    tab.run(Command::ShowQueue, Args { status: Some("doubtful".to_owned()), ..Args::default() });
    let rows = tab.state.queue.rows(&tab.state.project);
    assert_eq!(rows.iter().map(|id| title(&tab, id)).collect::<String>(), "b");
}
