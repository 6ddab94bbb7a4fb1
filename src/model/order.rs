//! Sorting with one body of code. The standard sort is compiled anew for every type, 6 kB of program each time; the
//! lists that are sorted here are short or sorted rarely.

use std::cmp::Ordering;

/// Sorts; equal elements keep their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = {
        let by_place = |a: u32, b: u32| match (list.get(a as usize), list.get(b as usize)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        };
        sorted_places(u32::try_from(list.len()).unwrap_or(u32::MAX), &by_place)
    };
    let mut taken: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(places.into_iter().filter_map(|place| taken.get_mut(place as usize).and_then(Option::take)));
}

/// Sorts by a key.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts and drops repetitions.
pub fn sort_and_dedup<T: Ord>(list: &mut Vec<T>) {
    sort_by(list, T::cmp);
    list.dedup();
}

fn sorted_places(count: u32, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..count).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_stably() {
        let mut list = vec![("b", 1), ("a", 2), ("b", 0), ("a", 1)];
        sort_by_key(&mut list, |(name, _)| *name);
        assert_eq!(list, [("a", 2), ("a", 1), ("b", 1), ("b", 0)]);
        let mut numbers = vec![3, 1, 3, 2];
        sort_and_dedup(&mut numbers);
        assert_eq!(numbers, [1, 2, 3]);
    }
}
