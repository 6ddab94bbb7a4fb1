//! What a first visit of the simulated browser begins with, as small as can be: a schedule reads and writes it many times.

use std::rc::Rc;

use manicule::model::{LabelId, Project, ProjectId, Schema, markup};

/// The labels that schedules use.
const LABELS: [&str; 5] = ["person", "place", "organisation", "date", "product"];

/// How many characters the text has.
pub(crate) const LENGTH: u32 = 100;

/// One article of a hundred characters, with nothing marked in it, and a schema of five labels.
pub(crate) fn tiny() -> Project {
    let project = Project::new(ProjectId::from_bits(1), "tiny");
    let text = "0123456789".repeat(usize::try_from(LENGTH).unwrap_or(0) / 10);
    let document = markup::parse("tiny", &text).expect("digits are no markup");
    let known = |label: &&Rc<manicule::model::Label>| LABELS.iter().any(|id| label.id == LabelId::from(*id));
    let labels = project.schema.labels.iter().filter(known).map(|label| {
        let plain = manicule::model::Label { attributes: Vec::new(), ..(**label).clone() };
        Rc::new(plain)
    });
    let labels = labels.collect();
    let schema = Schema { labels, relations: Vec::new(), document: Vec::new(), ..(*project.schema).clone() };
    Project { schema: Rc::new(schema), ..project }.with(Rc::new(document))
}
