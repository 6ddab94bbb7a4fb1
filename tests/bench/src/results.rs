//! What was measured: for each workload and measure, a series of each page.

use crate::frames::Recording;
use crate::statistics::{Series, ratio};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One of the two pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// The plain page.
    Floor,
    /// The release build.
    App,
}

impl Who {
    /// Both, in an order that alternates.
    pub(crate) const fn in_turn(round: usize) -> [Self; 2] {
        if round.is_multiple_of(2) { [Self::Floor, Self::App] } else { [Self::App, Self::Floor] }
    }

    /// As it is called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::App => "Manicule",
        }
    }
}

/// The series of both pages.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pair {
    pub(crate) floor: Series,
    pub(crate) app: Series,
}

impl Pair {
    /// Median over median.
    pub(crate) fn ratio(&self) -> Option<f64> {
        ratio(self.app.median(), self.floor.median())
    }
}

/// Everything that was measured.
#[derive(Debug, Default)]
pub(crate) struct Results {
    all: BTreeMap<(String, &'static str), Pair>,
    /// Workloads in the order in which they came.
    order: Vec<String>,
    /// Frames that were recorded.
    pub(crate) recordings: Vec<Recording>,
    /// What did not work, in sentences.
    pub(crate) failures: Vec<String>,
}

impl Results {
    /// Adds a measurement.
    pub(crate) fn add(&mut self, workload: &str, measure: &'static str, who: Who, value: Option<f64>) {
        if !self.order.iter().any(|known| known == workload) {
            self.order.push(workload.to_owned());
        }
        let pair = self.all.entry((workload.to_owned(), measure)).or_default();
        match who {
            Who::Floor => pair.floor.add(value),
            Who::App => pair.app.add(value),
        }
    }

    /// Does a part of the work. One that does not work is told of under its name; what comes after it goes on.
    pub(crate) fn tried(&mut self, name: &str, part: impl FnOnce(&mut Self)) {
        if let Err(why) = catch_unwind(AssertUnwindSafe(|| part(self))) {
            let why = why.downcast_ref::<String>().map(String::as_str).or(why.downcast_ref::<&str>().copied());
            let why: String = why.and_then(|why| why.lines().next()).unwrap_or_default().chars().take(200).collect();
            self.failures.push(format!("{name}: {why}"));
        }
    }

    /// What is known of a measure.
    pub(crate) fn get(&self, workload: &str, measure: &'static str) -> Option<&Pair> {
        self.all.get(&(workload.to_owned(), measure))
    }

    /// The median of one page.
    pub(crate) fn median(&self, workload: &str, measure: &'static str, who: Who) -> Option<f64> {
        let pair = self.get(workload, measure)?;
        match who {
            Who::Floor => pair.floor.median(),
            Who::App => pair.app.median(),
        }
    }

    /// Workloads of which a measure is known.
    pub(crate) fn workloads(&self, measure: &'static str) -> Vec<&str> {
        self.order.iter().map(String::as_str).filter(|name| self.get(name, measure).is_some()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Results, Who};

    #[test]
    fn what_breaks_is_told_and_the_rest_goes_on() {
        let mut results = Results::default();
        results.tried("L/0, floor, opening", |_| panic!("no {}\nand more", "row"));
        results.tried("L/0, floor, editing", |results| results.add("L/0", "create", Who::App, Some(2.0)));
        assert_eq!(results.failures, ["L/0, floor, opening: no row"]);
        assert_eq!(results.workloads("create"), ["L/0"]);
        assert_eq!(results.median("L/0", "create", Who::Floor), None, "of the other page nothing is known");
    }
}
