//! Reads a task. In two steps, since a task may be made of several files: [`wanted`] says which, [`task`] takes them.

use std::rc::Rc;

use super::object::{Allowed, ArticleObject, TaskObject};
use super::{
    ANNOTATOR, Article, FORMAT, GUIDELINES, MayChange, Naming, Order, Settings, Source, Task, VERSION, is_web_page,
};
use crate::formats::json::{self, Field as _, Json, Wrong};
use crate::formats::native::schema_file::{read_schema, schema_of};
use crate::formats::{Issue, Problem, native};
use crate::model::{LabelId, Schema, Table, news_schema, ready_schemas};

/// Largest task file that is read, in bytes.
pub const LIMIT: usize = 50_000_000;
/// Most articles of a task.
const ARTICLES: usize = 20_000;
/// Longest id and title, in characters.
const NAME: usize = 200;
/// Longest title of an article, in characters.
const TITLE: usize = 500;

/// The keys that a task file can have.
const KEYS: [&str; 18] = [
    "format",
    "version",
    "id",
    "title",
    "intro",
    "guidelines",
    "guidelines_url",
    "schema",
    "schema_url",
    "ready_schema",
    "articles",
    "assign",
    "order",
    "seed",
    "name",
    "labels_may_change",
    "hand_in",
    "settings",
];

/// What a task file is made of besides itself; addresses relative to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A file with its schema.
    pub schema: Option<String>,
    /// A file with its guidelines.
    pub guidelines: Option<String>,
}

/// Everything that is wrong with a file, gathered.
struct Report<'a> {
    file: &'a str,
    issues: Vec<Issue>,
}

impl Report<'_> {
    fn tell(&mut self, problem: Problem) {
        self.issues.push(Issue { file: self.file.to_owned(), line: 0, path: String::new(), problem });
    }

    fn shape(&mut self, path: impl Into<String>, expected: &'static str) {
        self.tell(Problem::Shape { path: path.into(), expected });
    }
}

/// The object of a task file, and the files it names for schema and guidelines.
///
/// # Errors
/// What is wrong with it, as far as it can be said before the texts are known.
pub fn wanted(file: &str, text: &str) -> Result<(TaskObject, Wanted), Vec<Issue>> {
    let mut report = Report { file, issues: Vec::new() };
    let object = match parse(text) {
        Ok((object, unknown)) => {
            unknown.into_iter().for_each(|key| report.shape(key, "nothing: a task has no such key"));
            object
        }
        Err(problem) => {
            report.tell(problem);
            return Err(report.issues);
        }
    };
    for (key, url) in [("guidelines_url", &object.guidelines_url), ("schema_url", &object.schema_url)] {
        if url.as_deref().is_some_and(|url| !is_relative(url)) {
            report.shape(key, RELATIVE);
        }
    }
    let schemas = [object.schema.is_some(), object.schema_url.is_some(), object.ready_schema.is_some()];
    if schemas.into_iter().filter(|there| *there).count() > 1 {
        report.shape("schema", "one of schema, schema_url and ready_schema");
    }
    if object.guidelines_url.is_some() && !object.guidelines.is_empty() {
        report.shape("guidelines", "one of guidelines and guidelines_url");
    }
    if !report.issues.is_empty() {
        return Err(report.issues);
    }
    let wanted = Wanted { schema: object.schema_url.clone(), guidelines: object.guidelines_url.clone() };
    Ok((object, wanted))
}

const RELATIVE: &str = "an address relative to the task file, on the same site";

fn parse(text: &str) -> Result<(TaskObject, Vec<String>), Problem> {
    if text.len() > LIMIT {
        return Err(Problem::TooLarge { limit: LIMIT });
    }
    let problem = |wrong| match wrong {
        Wrong::Syntax(column, detail) => Problem::Malformed { column, detail },
        Wrong::Shape(path, expected) => Problem::Shape { path, expected },
    };
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(Problem::Empty);
    }
    if is_web_page(text) {
        return Err(Problem::WebPage);
    }
    let tree = json::tree(text.trim_start_matches('\u{feff}')).map_err(problem)?;
    let unknown = match &tree {
        Json::Object(entries) => entries.iter().map(|(key, _)| key.to_string()).filter(|key| !is_known(key)).collect(),
        _ => Vec::new(),
    };
    let object = TaskObject::read(tree).map_err(problem)?;
    if object.format != FORMAT || object.version.split('.').next() != Some("1") {
        return Err(Problem::Foreign { found: format!("{} {}", object.format, object.version) });
    }
    // A later version may say what this one does not know.
    let unknown = if object.version == VERSION { unknown } else { Vec::new() };
    Ok((object, unknown))
}

fn is_known(key: &str) -> bool {
    key.starts_with('$') || KEYS.contains(&key)
}

/// Whether an address stays on the site it stands on.
fn is_relative(url: &str) -> bool {
    let scheme = url.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    !url.trim().is_empty() && url.trim() == url && !scheme && !url.starts_with("//") && !url.contains('\\')
}

/// The task that an object describes, with what stands in the files for schema and guidelines, each with its name.
///
/// # Errors
/// Everything that is wrong with it.
pub fn task(
    file: &str,
    object: TaskObject,
    schema: Option<(&str, &str)>,
    guidelines: Option<&str>,
) -> Result<Task, Vec<Issue>> {
    let mut report = Report { file, issues: Vec::new() };
    let plain =
        |text: &str| !text.trim().is_empty() && text.chars().count() <= NAME && !text.contains(char::is_control);
    if !plain(&object.id) {
        report.shape("id", "a short name of the task, in one line");
    }
    if !object.title.is_empty() && !plain(&object.title) {
        report.shape("title", "a short title, in one line");
    }
    if guidelines.unwrap_or(&object.guidelines).len() > GUIDELINES {
        report.shape("guidelines", "no longer than 200,000 bytes, some fifty pages");
    }
    let order = match object.order.as_str() {
        "" | "given" => Order::Given,
        "shuffled" => Order::Shuffled,
        _ => {
            report.shape("order", "“given” or “shuffled”");
            Order::Given
        }
    };
    let naming = match object.name.as_str() {
        "" | "required" => Naming::Required,
        "optional" => Naming::Optional,
        _ => {
            report.shape("name", "“required” or “optional”");
            Naming::Required
        }
    };
    if !["", "short", "full", "none"].contains(&object.settings.tags.as_str()) {
        report.shape("settings.tags", "“short”, “full” or “none”");
    }
    if !["", native::INFO.id].contains(&object.hand_in.format.as_str()) {
        report.shape("hand_in.format", "“native”: work can be handed in as nothing else yet");
    }
    let schema = the_schema(&object, schema, &mut report);
    let may_change = match object.labels_may_change {
        Allowed::None => MayChange::Nothing,
        Allowed::All => MayChange::Everything,
        Allowed::These(these) => {
            for (number, id) in these.iter().enumerate() {
                if schema.label(&LabelId::from(id.as_str())).is_none() {
                    report.shape(format!("labels_may_change[{number}]"), "the id of a label of the schema");
                }
            }
            MayChange::These(these.iter().map(|id| LabelId::from(id.as_str())).collect())
        }
    };
    let articles = the_articles(object.articles, &mut report);
    let known: Table<&str, usize> = articles.iter().enumerate().map(|(number, a)| (&*a.id, number)).collect();
    let mut assign: Vec<(Rc<str>, Vec<usize>)> = Vec::new();
    let mut names = Table::new();
    for (name, ids) in &object.assign.0 {
        let (mut list, mut listed) = (Vec::new(), Table::new());
        if !plain(name) || name.trim().chars().count() > ANNOTATOR {
            report.shape(format!("assign.{name}"), "a name of at most 80 characters, in one line");
        }
        for (number, id) in ids.iter().enumerate() {
            match known.get(id.as_str()) {
                Some(article) if listed.insert(*article, ()).is_some() => {
                    report.shape(format!("assign.{name}[{number}]"), "each article once");
                }
                Some(article) => list.push(*article),
                None => report.shape(format!("assign.{name}[{number}]"), "the id of an article of the task"),
            }
        }
        if names.insert(super::share::key(name), ()).is_some() {
            report.shape(format!("assign.{name}"), "each name once, whatever its capitals");
        }
        assign.push((Rc::from(name.trim()), list));
    }
    if !report.issues.is_empty() {
        return Err(report.issues);
    }
    let shared = |text: &str| Rc::from(text.trim());
    Ok(Task {
        title: if object.title.is_empty() { shared(&object.id) } else { shared(&object.title) },
        id: shared(&object.id),
        intro: Rc::from(object.intro),
        guidelines: Rc::from(guidelines.unwrap_or(&object.guidelines)),
        schema: Rc::new(schema),
        articles,
        assign,
        order,
        seed: object.seed,
        naming,
        may_change,
        hand_in: shared(&object.hand_in.to),
        settings: Settings { exact: object.settings.exact, tags: Rc::from(object.settings.tags) },
    })
}

fn the_schema(object: &TaskObject, file: Option<(&str, &str)>, report: &mut Report<'_>) -> Schema {
    let read = match (&object.schema, &object.schema_url, &object.ready_schema) {
        (Some(schema), ..) => schema_of(report.file, schema.clone()),
        (_, Some(_), _) => match file {
            Some((name, text)) => read_schema(name, text),
            None => {
                report.shape("schema_url", "a file that is there");
                return news_schema::news();
            }
        },
        (.., Some(id)) => {
            let ready = ready_schemas::ready().into_iter().find(|schema| *schema.id == **id);
            if ready.is_none() {
                report.shape("ready_schema", "the id of a schema that comes with the program");
            }
            return ready.unwrap_or_else(news_schema::news);
        }
        _ => return news_schema::news(),
    };
    read.unwrap_or_else(|mut issues| {
        report.issues.append(&mut issues);
        news_schema::news()
    })
}

fn the_articles(objects: Vec<ArticleObject>, report: &mut Report<'_>) -> Vec<Article> {
    if objects.is_empty() {
        report.shape("articles", "at least one article");
    }
    if objects.len() > ARTICLES {
        report.shape("articles", "20,000 articles at most");
        return Vec::new();
    }
    let mut all: Vec<Article> = Vec::with_capacity(objects.len());
    let mut ids: Table<Rc<str>, ()> = Table::new();
    for (number, object) in objects.into_iter().enumerate() {
        let at = |key: &str| {
            if key.is_empty() { format!("articles[{number}]") } else { format!("articles[{number}].{key}") }
        };
        let shared = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(Rc::<str>::from);
        if object.title.as_ref().is_some_and(|title| title.chars().count() > TITLE || title.contains(char::is_control))
        {
            report.shape(at("title"), "a title of at most 500 characters, in one line");
        }
        let in_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if object.lang.as_ref().is_some_and(|lang| lang.len() > 60 || !lang.chars().all(in_tag)) {
            report.shape(at("lang"), "a language by its tag, such as en or pt-BR");
        }
        let in_sum = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        if object.sha256.as_ref().is_some_and(|sum| sum.len() != 64 || !sum.chars().all(in_sum)) {
            report.shape(at("sha256"), "64 hexadecimal digits, in small letters");
        }
        let (text, url) = (object.text, object.url);
        let named = object.id.or_else(|| url.clone());
        let source = match (text, url) {
            (Some(text), None) if !text.trim().is_empty() => Source::Text(Rc::from(text)),
            (Some(_), None) => {
                report.shape(at("text"), "a text that is not empty");
                continue;
            }
            (None, Some(url)) if is_relative(&url) => Source::File(Rc::from(url)),
            (None, Some(_)) => {
                report.shape(at("url"), RELATIVE);
                continue;
            }
            _ => {
                report.shape(at(""), "either text or url");
                continue;
            }
        };
        let Some(id) = named.map(Rc::<str>::from) else {
            report.shape(at("id"), "an id: an article with its text in the file needs one");
            continue;
        };
        if id.trim().is_empty() || id.chars().count() > NAME || id.contains(char::is_control) {
            report.shape(at("id"), "a short id, in one line");
        } else if ids.insert(id.clone(), ()).is_some() {
            report.shape(at("id"), "an id that no other article has");
        }
        all.push(Article {
            id,
            title: shared(object.title),
            language: shared(object.lang),
            url: shared(object.source),
            source,
            sha256: shared(object.sha256),
        });
    }
    all
}
