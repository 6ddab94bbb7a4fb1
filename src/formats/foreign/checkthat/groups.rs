//! Which sentences are of one article, by their ids: `20160926_12` and `20160926_13` are. Files whose ids tell nothing come in
//! pieces, for nobody can work on twenty thousand sentences as one article.

use std::collections::BTreeMap;

/// Sentences of an article where nothing tells which belong together.
const TOGETHER: usize = 200;

/// Sentences of one article, by their places, in the order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// What their ids begin with, or which they are; empty for all of the file.
    pub(super) name: String,
    pub(super) members: Vec<usize>,
}

/// What an id begins with, and the number it ends with.
fn parts(id: &str) -> Option<(&str, u64)> {
    let id = id.trim();
    let front = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.get(front.len()..)?.parse().ok()?;
    let name = front.strip_suffix(['_', '-', '/', '.', ':', '#'])?;
    (!name.is_empty()).then_some((name, number))
}

/// Whether ids are such as this program writes: two numbers.
fn is_numbered(id: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    id.split_once('_').is_some_and(|(one, other)| is_number(one) && is_number(other))
}

/// The groups, in the order in which they begin. `is_one`: the file is one article, whatever its ids are.
pub(super) fn groups(ids: &[String], is_one: bool) -> Vec<Group> {
    if is_one && !ids.is_empty() {
        return vec![Group { name: String::new(), members: (0..ids.len()).collect() }];
    }
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: Vec<(&str, Vec<(u64, usize)>)> = Vec::new();
    for (at, id) in ids.iter().enumerate() {
        let Some((name, number)) = parts(id) else { break };
        let place = *places.entry(name).or_insert(found.len());
        if place == found.len() {
            found.push((name, Vec::new()));
        }
        found.get_mut(place).into_iter().for_each(|(_, members)| members.push((number, at)));
    }
    let is_told = found.iter().map(|(_, members)| members.len()).sum::<usize>() == ids.len();
    // Ids of which hardly two begin alike are no places in an article.
    if is_told && (found.len() * 2 <= ids.len() || ids.iter().all(|id| is_numbered(id))) {
        let group = |(name, mut members): (&str, Vec<(u64, usize)>)| {
            members.sort_unstable();
            Group { name: name.to_owned(), members: members.into_iter().map(|(_, at)| at).collect() }
        };
        return found.into_iter().map(group).collect();
    }
    let all: Vec<usize> = (0..ids.len()).collect();
    let pieces = all.chunks(TOGETHER).map(|members| {
        let name = match (members.first(), members.last()) {
            (Some(first), Some(last)) if ids.len() > TOGETHER => format!("{}–{}", first + 1, last + 1),
            _ => String::new(),
        };
        Group { name, members: members.to_vec() }
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ids: &[&str]) -> Vec<(String, Vec<usize>)> {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        groups(&ids, false).into_iter().map(|group| (group.name, group.members)).collect()
    }

    fn group(name: &str, members: &[usize]) -> (String, Vec<usize>) {
        (name.to_owned(), members.to_vec())
    }

    #[test]
    fn ids_tell_what_belongs_together() {
        assert_eq!(told(&["1_1", "1_2", "2_1"]), [group("1", &[0, 1]), group("2", &[2])]);
        assert_eq!(told(&["1_1", "2_1"]), [group("1", &[0]), group("2", &[1])], "such as we write");
        assert_eq!(told(&["a-12", "b-1", "a-2", "b-3"]), [group("a", &[2, 0]), group("b", &[1, 3])]);
        let odd = ["b9e1-72aa-467", "86d6-f56e-3", "f62c-1"];
        assert_eq!(told(&odd), [group("", &[0, 1, 2])], "hardly two begin alike");
        assert_eq!(told(&["30313", "30314", "7"]), [group("", &[0, 1, 2])]);
        assert_eq!(told(&["a-1", "", "a-3"]), [group("", &[0, 1, 2])], "one tells nothing");
        assert_eq!(told(&[]), []);
        let many: Vec<String> = (0..450).map(|number| number.to_string()).collect();
        let names: Vec<String> = groups(&many, false).into_iter().map(|group| group.name).collect();
        assert_eq!(names, ["1–200", "201–400", "401–450"]);
        assert_eq!(groups(&many, true).len(), 1);
    }
}
