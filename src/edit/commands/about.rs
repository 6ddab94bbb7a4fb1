//! What a project says of itself.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{About, Project};

/// Calls the project otherwise. `None` when it is called that already, or the name is empty or space.
#[must_use]
pub fn rename_project(project: &Project, name: &str) -> Option<Transaction> {
    let name: Rc<str> = Rc::from(name.trim());
    let after = About { name: name.clone(), ..project.about() };
    if name.is_empty() {
        return None;
    }
    told(project, after, StepName::new(StepKind::Rename, &name))
}

/// Writes the guidelines, in Markdown; an empty text takes them away. `None` when that is what they say already.
#[must_use]
pub fn set_guidelines(project: &Project, text: &str) -> Option<Transaction> {
    let after = About { guidelines: Rc::from(text), ..project.about() };
    told(project, after, StepName::new(StepKind::Guidelines, ""))
}

fn told(project: &Project, after: About, name: StepName) -> Option<Transaction> {
    let before = project.about();
    (before != after).then(|| Transaction {
        name,
        changes: vec![Change::About(Swap::changed(Rc::new(before), Rc::new(after)))],
        selection: (Selection::Nothing, Selection::Nothing),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::ProjectId;

    #[test]
    fn name_and_guidelines_change_apart() {
        let project = Project::new(ProjectId::from_bits(1), "One");
        assert_eq!(rename_project(&project, " One "), None);
        assert_eq!(rename_project(&project, " \t"), None);
        assert_eq!(set_guidelines(&project, ""), None);
        let named = apply(&project, &rename_project(&project, " Two\n").expect("another")).expect("fits");
        let step = set_guidelines(&named, "# How").expect("other");
        let both = apply(&named, &step).expect("fits");
        assert_eq!((&*both.name, &*both.guidelines), ("Two", "# How"));
        assert_eq!(apply(&both, &step.inverse()).expect("it is undone"), named);
        assert!(apply(&project, &step).is_err(), "the name is another one");
    }
}
