//! What is asked and told of files that other tools annotated: first they are looked at; what they are waits on the desk; then
//! they are taken in as somebody decided, some articles at a time, as lines of the native format.

use crate::formats::json::objects;

objects! {
    /// One step of an import. Several may lie on the desk, each under its number: the page's own, and those of scripts.
    Import {
        /// Which import it is, for good.
        number: u32,
        /// Files to be looked at; the bytes of each come beside the request. What was on the desk under this number is
        /// forgotten.
        look: Vec<ImportFile>,
        /// What was decided: what is on the desk under this number is taken in.
        choice: Option<ImportChoice>,
        /// The first article that is wanted of it.
        from: usize,
        /// About how many bytes of lines are wanted.
        bytes: usize,
        /// What is on the desk under this number is forgotten.
        forget: bool,
        /// What is said in them is to become suggestions: lines of the native format are looked at as well.
        suggests: bool,
    }

    /// A file.
    ImportFile {
        /// Its name, with its folders where it came out of one.
        name: String,
    }

    /// What was decided.
    ImportChoice {
        /// What offsets count, by name.
        counting: String,
        /// What becomes of labels; those that are not named are new.
        labels: Vec<ChosenName>,
        /// The same for relation kinds.
        kinds: Vec<ChosenName>,
        /// Keys that new labels may have.
        keys: String,
        /// The model whose suggestions all annotations are taken for; nothing where they are what somebody said.
        model: Option<String>,
    }

    /// What becomes of a foreign name.
    ChosenName {
        /// It.
        name: String,
        /// The id of a label or relation kind of the schema.
        to: Option<String>,
        /// Whether what carries it is left out.
        ignored: bool,
    }

    /// What the files are, or what came of them.
    ImportTold {
        /// Id of the format; empty where they are of none that is known.
        format: String,
        /// Which of the files that were given belong to it, by number.
        files: Vec<usize>,
        /// Articles.
        articles: usize,
        /// Spans.
        spans: usize,
        /// Links between them.
        relations: usize,
        /// Spans that say how sure something was.
        scored: usize,
        /// Spans that are suggestions in the files already.
        suggested: usize,
        /// Whether they were looked at to become suggestions.
        suggests: bool,
        /// What the files call the model, or else who made them: proposed as the name of the model.
        model: String,
        /// Titles or first words of some articles.
        titles: Vec<String>,
        /// Labels, in the order in which they come.
        labels: Vec<ToldName>,
        /// Relation kinds.
        kinds: Vec<ToldName>,
        /// What offsets count, or most likely count, by name; empty where two are as likely.
        counting: String,
        /// Whether that is certain.
        certain: bool,
        /// All that offsets may count.
        countings: Vec<ToldCounting>,
        /// What could not be read as it stands: the first, when they are looked at; all of the articles that were taken in.
        issues: Vec<ToldIssue>,
        /// How many there are.
        all_issues: usize,
        /// Articles as lines of the native format.
        lines: String,
        /// How many articles were taken in so far.
        done: usize,
        /// Whether that was all.
        ended: bool,
        /// Whether nothing of this number is on the desk: the files are to be looked at again.
        missing: bool,
    }

    /// A foreign name.
    ToldName {
        /// It.
        name: String,
        /// How often it is used.
        count: usize,
        /// What a label of this name would mark: `entity`, `claim` or `cue`.
        kind: String,
        /// Some of its words.
        examples: Vec<String>,
        /// The id in the schema that is proposed.
        to: Option<String>,
    }

    /// Something that offsets may count.
    ToldCounting {
        /// Its name.
        name: String,
        /// Fragments whose words, as the file says them, stand there.
        hits: usize,
        /// Fragments of which it says other words.
        misses: usize,
        /// Fragments outside of the text.
        outside: usize,
        /// Some words as they would be, the same places for each.
        glimpses: Vec<ToldGlimpse>,
    }

    /// Words in a text.
    ToldGlimpse {
        /// What stands before them.
        before: String,
        /// They.
        words: String,
        /// What stands behind them.
        after: String,
    }

    /// What could not be read as it stands: [`Issue`](crate::formats::Issue).
    ToldIssue {
        /// The file.
        file: String,
        /// The line, from 1; 0 for the file.
        line: usize,
        /// Where on the line.
        path: String,
        /// What is wrong, by name.
        problem: String,
        /// What belongs to it.
        facts: Vec<String>,
    }
}

/// Issues that are told when files are looked at.
pub const FIRST_ISSUES: usize = 200;
