//! What is said of a row of measurements: the middle one, the one that 95 of 100 do not exceed, and ratios.

/// Measurements of one thing, in the order in which they were taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Series(Vec<f64>);

impl Series {
    /// Adds a measurement. One that did not come is none, and is left out.
    pub(crate) fn add(&mut self, value: Option<f64>) {
        self.0.extend(value.filter(|value| value.is_finite()));
    }

    /// The middle one; of an even number, the mean of the two in the middle.
    pub(crate) fn median(&self) -> Option<f64> {
        let sorted = self.sorted();
        let upper = sorted.get(sorted.len() / 2)?;
        let lower = sorted.get(sorted.len().saturating_sub(1) / 2)?;
        Some(f64::midpoint(*lower, *upper))
    }

    /// The smallest one that at least 95 of 100 do not exceed (nearest rank).
    pub(crate) fn p95(&self) -> Option<f64> {
        let sorted = self.sorted();
        let rank = (sorted.len() * 95).div_ceil(100);
        sorted.get(rank.checked_sub(1)?).copied()
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// How many times the second the first is. Nothing is no times nothing.
pub(crate) fn ratio(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(one? / other.filter(|other| *other > 0.0)?)
}

#[cfg(test)]
mod tests {
    use super::{Series, ratio};

    fn series(values: &[f64]) -> Series {
        let mut series = Series::default();
        values.iter().for_each(|value| series.add(Some(*value)));
        series
    }

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        assert_eq!(series(&[9.0, 1.0, 5.0]).median(), Some(5.0));
        assert_eq!(series(&[4.0, 1.0, 100.0, 2.0]).median(), Some(3.0));
        assert_eq!(series(&[7.0]).median(), Some(7.0));
        assert_eq!(series(&[]).median(), None);
    }

    #[test]
    fn of_a_hundred_95_are_not_above_the_95th() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(series(&hundred).p95(), Some(95.0));
        let twenty: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(series(&twenty).p95(), Some(19.0));
        assert_eq!(series(&[3.0, 8.0]).p95(), Some(8.0));
        assert_eq!(series(&[]).p95(), None);
    }

    #[test]
    fn what_did_not_come_is_not_counted() {
        let mut series = series(&[2.0]);
        series.add(None);
        series.add(Some(f64::NAN));
        assert_eq!(series, Series(vec![2.0]));
    }

    #[test]
    fn ratios_of_nothing_are_none() {
        assert_eq!(ratio(Some(3.0), Some(2.0)), Some(1.5));
        assert_eq!(ratio(Some(3.0), Some(0.0)), None);
        assert_eq!(ratio(None, Some(2.0)), None);
    }
}
