//! Names of stored values (law 13): `manicule/<schema number>/<scope>/<kind>/…`. One origin may hold many sites and
//! many other programs; everything that does not begin with our scope is somebody else's.

use std::fmt;

use super::RecordId;
use super::original::Original;
use super::queue::PARTS;
use super::tally::Day;
use crate::model::DocId;

/// Grows when a program that knows only the present layout could misread what is stored.
pub const LAYOUT: u32 = 1;

/// Whose values these are: those of a site, of one of several projects in it, or of a task that it hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(String);

impl Scope {
    /// The scope of a site at this base path (`/`, `/tools/manicule/`): its first project. Slashes would end a part of a
    /// key, so they are written as `~1`, and `~` as `~0` (as in JSON Pointer); the root is `~`.
    #[must_use]
    pub fn of_site(base_path: &str) -> Self {
        Self::named(&site(base_path))
    }

    /// The scope of another project of that site. No site's name has a `~2` in it.
    #[must_use]
    pub fn of_project(base_path: &str, id: &str) -> Self {
        Self::named(&format!("{}~2{}", site(base_path), escaped(id)))
    }

    /// The scope of a task that the site hosts, by the id that its file gives it.
    #[must_use]
    pub fn of_task(base_path: &str, id: &str) -> Self {
        Self::named(&format!("{}~3{}", site(base_path), escaped(id)))
    }

    /// The full name of a small value of the site that belongs to none of its projects: losing it loses no work.
    #[must_use]
    pub fn note(base_path: &str, name: &str) -> String {
        format!("manicule/{LAYOUT}/{}~4/{}", site(base_path), escaped(name))
    }

    /// The scope of a project of that site by its id, which is empty for the first.
    #[must_use]
    pub fn of(base_path: &str, id: &str) -> Self {
        if id.is_empty() { Self::of_site(base_path) } else { Self::of_project(base_path, id) }
    }

    /// The scope of which a layout and a name are told (`1/tools`), where this version knows the layout.
    #[must_use]
    pub fn stored(name: &str) -> Option<Self> {
        let scope = name.strip_prefix(&format!("{LAYOUT}/"))?;
        (!scope.is_empty() && !scope.contains('/')).then(|| Self::named(scope))
    }

    fn named(name: &str) -> Self {
        Self(format!("manicule/{LAYOUT}/{name}/"))
    }

    /// Of which project of the site at this path a stored name is, whatever the layout; `None` for the first project,
    /// and for what is not a project of this site.
    #[must_use]
    pub fn project_of(base_path: &str, name: &str) -> Option<String> {
        let scope = name.strip_prefix("manicule/")?.split('/').nth(1)?;
        let id = scope.strip_prefix(&format!("{}~2", site(base_path)))?;
        Some(plain(id))
    }

    /// The same with an empty id for the first project.
    #[must_use]
    pub fn id_of(base_path: &str, name: &str) -> Option<String> {
        let (layout, rest) = name.strip_prefix("manicule/")?.split_once('/')?;
        // What is noted of a site is no layout (`manicule/last/…`).
        layout.parse::<u32>().ok()?;
        let scope = rest.split('/').next()?;
        if scope == site(base_path) { Some(String::new()) } else { Self::project_of(base_path, name) }
    }

    /// What its database is called.
    #[must_use]
    pub fn database(&self) -> &str {
        self.0.trim_end_matches('/')
    }

    /// What every key of this scope begins with.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0
    }

    /// The key that stands under a full name; `None` for what is not this site's, or nothing that this version writes.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<Key> {
        match name.strip_prefix(self.prefix()) {
            Some(rest) => Key::parse(rest),
            None => self.later(name),
        }
    }

    /// [`Key::Later`], where a full name is one of this site in a later layout.
    #[must_use]
    pub fn later(&self, name: &str) -> Option<Key> {
        let parts = |name: &str| -> Option<(u32, String)> {
            let (layout, rest) = name.strip_prefix("manicule/")?.split_once('/')?;
            Some((layout.parse().ok()?, rest.split('/').next()?.to_owned()))
        };
        let ((layout, site), (_, ours)) = (parts(name)?, parts(self.prefix())?);
        (layout > LAYOUT && site == ours).then(|| Key::Later(name.to_owned()))
    }
}

/// A site's name in keys.
fn site(base_path: &str) -> String {
    let name = escaped(base_path.trim_matches('/'));
    if name.is_empty() { "~".to_owned() } else { name }
}

/// What was written by [`escaped`].
pub(super) fn plain(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// What a stored value is. Written without the scope. Sorted so that what others refer to comes first: writing in
/// this order, a break leaves no reference to something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A value that could not be read, moved here unchanged, with the key it had.
    Damaged(String),
    /// A file that documents came from, as it was.
    Original(Original),
    /// A document, joined from what was known when it was written.
    Document(DocId),
    /// A document as it came in with a transaction, or as it was when one took it out. Never rewritten.
    Content(RecordId, DocId),
    /// What the index knows of the documents that came in with a transaction, where they are many.
    Entries(RecordId),
    /// A transaction.
    Record(RecordId),
    /// A part of the queue: what is known of some documents without reading them.
    Queue(u8),
    /// The project: schema, things, people.
    Index,
    /// A part of the reading positions: how far some documents were read.
    Places(u8),
    /// What a page load did and how long it took on a day.
    Tally(Day, u64),
    /// What is kept of the task that is worked on (`storage::task`).
    Task,
    /// A label schema under change (`storage::draft`).
    Draft,
    /// What the screen shows: open document, switches.
    Session,
    /// A value of a later layout, by its full name: a later version of the program has worked here. Never read, written
    /// or forgotten.
    Later(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index => f.write_str("index"),
            Self::Queue(part) => write!(f, "queue/{part:02}"),
            Self::Places(part) => write!(f, "places/{part:02}"),
            Self::Tally(day, actor) => write!(f, "tally/{day}/{actor:016x}"),
            Self::Session => f.write_str("session"),
            Self::Task => f.write_str("task"),
            Self::Original(Original { id, bytes, articles }) => write!(f, "archive/{bytes}/{articles}/{id}"),
            Self::Draft => f.write_str("draft"),
            Self::Document(id) => write!(f, "document/{id}"),
            Self::Record(RecordId { actor, seq }) => write!(f, "edit/{actor:016x}/{seq:08}"),
            Self::Entries(RecordId { actor, seq }) => write!(f, "entries/{actor:016x}/{seq:08}"),
            Self::Content(RecordId { actor, seq }, id) => write!(f, "content/{actor:016x}/{seq:08}/{id}"),
            Self::Damaged(key) => write!(f, "damaged/{key}"),
            Self::Later(name) => f.write_str(name),
        }
    }
}

impl Key {
    /// Reads a key; `None` for one that this version does not write.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            None if text == "index" => Some(Self::Index),
            None if text == "session" => Some(Self::Session),
            None if text == "task" => Some(Self::Task),
            Some(("archive", rest)) => {
                let (bytes, rest) = rest.split_once('/')?;
                let (articles, id) = rest.split_once('/').filter(|(_, id)| !id.is_empty())?;
                let (bytes, articles) = (bytes.parse().ok()?, articles.parse().ok()?);
                Some(Self::Original(Original { id: DocId::from(id), bytes, articles }))
            }
            None if text == "draft" => Some(Self::Draft),
            Some(("document", id)) if !id.is_empty() => Some(Self::Document(DocId::from(id))),
            Some(("queue", part)) => part.parse().ok().filter(|part| *part < PARTS).map(Self::Queue),
            Some(("places", part)) => part.parse().ok().filter(|part| *part < PARTS).map(Self::Places),
            Some(("tally", rest)) => {
                let (day, actor) = rest.split_once('/')?;
                Some(Self::Tally(Day::parse(day)?, u64::from_str_radix(actor, 16).ok()?))
            }
            Some(("damaged", key)) => Some(Self::Damaged(key.to_owned())),
            Some(("edit", rest)) => {
                let (actor, seq) = rest.split_once('/')?;
                Some(Self::Record(record(actor, seq)?))
            }
            Some(("entries", rest)) => {
                let (actor, seq) = rest.split_once('/')?;
                Some(Self::Entries(record(actor, seq)?))
            }
            Some(("content", rest)) => {
                let (actor, rest) = rest.split_once('/')?;
                let (seq, id) = rest.split_once('/')?;
                Some(Self::Content(record(actor, seq)?, DocId::from(id)))
            }
            _ => None,
        }
    }

    /// Whether it is neither a document nor set aside.
    #[must_use]
    pub const fn is_small(&self) -> bool {
        !matches!(self, Self::Original(_) | Self::Document(_) | Self::Content(..) | Self::Damaged(_))
    }

    /// Whether losing it would lose something that somebody did: what the screen shows is no work.
    #[must_use]
    pub const fn is_work(&self) -> bool {
        !matches!(self, Self::Places(_) | Self::Tally(..) | Self::Session)
    }

    /// The document whose content it is.
    #[must_use]
    pub fn of_document(&self) -> Option<&DocId> {
        match self {
            Self::Document(id) | Self::Content(_, id) => Some(id),
            _ => None,
        }
    }
}

/// The record that a key names; none where it is not written as this version writes it.
fn record(actor: &str, seq: &str) -> Option<RecordId> {
    let id = RecordId { actor: u64::from_str_radix(actor, 16).ok()?, seq: seq.parse().ok()? };
    (id.seq > 0).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let record = RecordId { actor: 0xfeed, seq: 12 };
        let content = Key::Content(record, "a/b".into());
        let document = Key::Document("a/b".into());
        let all =
            [Key::Index, Key::Queue(7), Key::Session, document, content, Key::Record(record), Key::Entries(record)];
        let more = [
            Key::Original(Original { id: "a/b".into(), bytes: 12, articles: 3 }),
            Key::Damaged("x/y".into()),
            Key::Places(31),
            Key::Tally(Day(20_000), 0xfeed),
            Key::Task,
            Key::Draft,
        ];
        for key in all.into_iter().chain(more) {
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        for foreign in [
            "",
            "indexes",
            "edit/zz/1",
            "edit/1",
            "document/",
            "other/1",
            "queue/",
            "queue/32",
            "places/32",
            "tally/x/1",
            "archive/a",
            "archive/1/a",
            "archive/1/2/",
        ] {
            assert_eq!(Key::parse(foreign), None, "{foreign}");
        }
    }

    /// The database lists keys from a name on.
    #[test]
    fn small_keys_come_after_documents() {
        let record = RecordId { actor: u64::MAX, seq: 1 };
        let large = [
            Key::Original(Original { id: "~".into(), bytes: usize::MAX, articles: 1 }),
            Key::Document("~".into()),
            Key::Content(record, "~".into()),
            Key::Damaged("session".into()),
        ];
        let small = [
            Key::Index,
            Key::Queue(0),
            Key::Places(0),
            Key::Tally(Day(0), 0),
            Key::Session,
            Key::Task,
            Key::Record(record),
            Key::Entries(record),
        ];
        assert!(large.iter().all(|key| !key.is_small() && *key.to_string() < *"document0"));
        assert!(small.iter().all(|key| key.is_small() && *key.to_string() > *"document0"));
    }

    #[test]
    fn what_is_of_a_later_layout_is_known_as_such() {
        let scope = Scope::of_site("/a/");
        assert_eq!(scope.key("manicule/1/a/index"), Some(Key::Index));
        assert_eq!(scope.key("manicule/2/a/index"), Some(Key::Later("manicule/2/a/index".to_owned())));
        assert_eq!(scope.key("manicule/2/a"), Some(Key::Later("manicule/2/a".to_owned())));
        // Another site's, an earlier layout's, another program's, and names that only look like ours.
        for name in
            ["manicule/2/b/index", "manicule/0/a/index", "constructor", "__proto__", "manicule", "manicule/", ""]
        {
            assert_eq!(scope.key(name), None, "{name}");
        }
        for name in ["manicule/x/a/index", "manicule/2", "manicule/1/a/elsewhere", "manicule/99999999999/a/index"] {
            assert_eq!(scope.key(name), None, "{name}");
        }
    }

    #[test]
    fn scopes_differ_by_path() {
        assert_eq!(Scope::of_site("/").prefix(), "manicule/1/~/");
        assert_eq!(Scope::of_site("/a/b/").prefix(), "manicule/1/a~1b/");
        assert_eq!(Scope::of_site("/a~b/").prefix(), "manicule/1/a~0b/");
        assert_eq!(Scope::of_project("/", "p7").prefix(), "manicule/1/~~2p7/");
        assert_eq!(Scope::of_project("/a/b/", "x/~2y").prefix(), "manicule/1/a~1b~2x~1~02y/");
        assert_eq!(Scope::of_task("/a/", "news").prefix(), "manicule/1/a~3news/");
    }

    #[test]
    fn projects_are_told_by_their_names() {
        for id in ["p7", "x/~2y", "~", "a~1b"] {
            let scope = Scope::of_project("/a/b/", id);
            assert_eq!(Scope::project_of("/a/b/", scope.prefix()).as_deref(), Some(id));
            assert_eq!(Scope::project_of("/a/b/", &format!("{}index", scope.prefix())).as_deref(), Some(id));
            assert_eq!(Scope::project_of("/a/", scope.prefix()), None);
        }
        for name in ["manicule/1/a~1b/index", "manicule/1/a~1b~3t/index", "other", "manicule/1", ""] {
            assert_eq!(Scope::project_of("/a/b/", name), None, "{name}");
        }
    }
}
