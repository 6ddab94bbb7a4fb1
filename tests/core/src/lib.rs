//! Articles of every size as the core holds them, and what a person does to them: for the benchmark (`benches/core.rs`) and for
//! the tests that count (`tests/counted.rs`).

use std::rc::Rc;

use manicule::edit::Fresh;
use manicule::formats::native;
use manicule::model::{AnnotationId, Document, PersonId, Project, ProjectId, Timestamp};
use manicule::session::{Action, Args, Command, Effect, Fragment, State, update};
pub use manicule_workload::{Size, Workload};

/// What is measured with, smallest first.
pub const ALL: [(Size, usize); 5] =
    [(Size::S, 100), (Size::M, 1_000), (Size::M, 10_000), (Size::L, 10_000), (Size::L, 50_000)];

/// A page with one article open, as far as there is one without a browser.
#[derive(Clone)]
pub struct Case {
    /// As [`Workload::name`] has it.
    pub name: String,
    /// The page.
    pub state: State,
    steps: u64,
}

/// A project of one article: of this size, with so many annotations.
///
/// # Panics
/// Where our own reader does not read what was written for it: then nothing is measured.
#[must_use]
pub fn project(workload: &Workload) -> Project {
    let imported = native::read("articles.jsonl", &workload.line());
    assert_eq!((imported.issues.len(), imported.documents.len()), (0, 1), "{:?}", imported.issues);
    let project = Project::new(ProjectId::from_bits(1), "Measured");
    imported.documents.into_iter().fold(project, Project::with)
}

impl Case {
    /// The page after it opened such an article.
    ///
    /// # Panics
    /// Where it is not open then.
    #[must_use]
    pub fn new((size, marks): (Size, usize)) -> Self {
        let workload = Workload::new(size, marks);
        let mut state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
        state.whole = true;
        state.journal.begun = Some(project(&workload));
        let mut case = Self { name: workload.name(), state, steps: 0 };
        let _written = case.act(Action::Started(Box::default(), [None, None]));
        assert_eq!(case.document().annotations.len(), marks);
        case
    }

    /// The article.
    ///
    /// # Panics
    /// Where none is open.
    #[must_use]
    pub fn document(&self) -> &Rc<Document> {
        self.state.document().expect("it is open")
    }

    /// Does something, and gives what is left for the browser to do.
    pub fn act(&mut self, action: Action) -> Vec<Effect> {
        self.steps += 1;
        let moment = Timestamp(1_790_000_000_000 + i64::try_from(self.steps).unwrap_or_default());
        let mut fresh = Fresh::new(moment, Some(self.state.me), self.steps << 32);
        update(&mut self.state, action, &mut fresh).0
    }

    /// Has the middle of the article in the window, so that it is drawn.
    pub fn scroll_to_middle(&mut self) {
        let half = u32::try_from(self.document().article.text().len() / 2).unwrap_or_default();
        let middle = self.state.view.section_at(half);
        for number in middle.saturating_sub(1)..=middle + 1 {
            let _nothing = self.act(Action::Near(number));
        }
    }

    /// Marks a word in the middle of the text: what a script says for it.
    ///
    /// # Panics
    /// Where there is no word.
    #[must_use]
    pub fn marking(&self) -> Action {
        let text = self.document().article.text();
        let middle = text.chars().count() / 2;
        let letters: Vec<(usize, char)> = text.chars().enumerate().skip(middle).take(400).collect();
        let space = letters.iter().position(|(_, letter)| letter.is_whitespace()).expect("words end");
        let is_word = |(_, letter): &&(usize, char)| letter.is_alphabetic();
        let word: Vec<_> = letters[space..].iter().skip_while(|all| !is_word(all)).take_while(is_word).collect();
        let number = |at| u32::try_from(at).expect("texts are shorter");
        let (start, end) = (word.first().expect("a word").0, word.last().expect("a word").0 + 1);
        let fragments = Some(vec![Fragment { start: number(start), end: number(end) }]);
        Action::Run(Command::Annotate, Args { fragments, ..Args::label("event") })
    }

    /// The annotation that stands in the middle of the list.
    ///
    /// # Panics
    /// Where there is none.
    #[must_use]
    pub fn middle(&self) -> AnnotationId {
        self.state.view.rows(self.document().annotations.len() / 2).next().expect("there is one").id
    }

    /// A command about the annotation in the middle.
    #[must_use]
    pub fn to_middle(&self, command: Command, args: Args) -> Action {
        Action::Run(command, Args { id: Some(self.middle().to_string()), ..args })
    }
}
