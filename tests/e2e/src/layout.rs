//! Where every block and every line of the article is, to tell whether anything moved.

use crate::page::Page;
use serde_json::Value;

/// A block may not move at all; this much is rounding.
const BLOCK: f64 = 0.05;

/// Letters may be kerned anew where a mark begins or ends, which shows at the end of the line.
const LINE_END: f64 = 2.0;

/// The article as it is laid out, measured from its top left corner.
#[derive(Clone, Debug)]
pub struct Layout(Value);

impl Page {
    /// Measures the open article.
    #[track_caller]
    pub fn layout(&self) -> Layout {
        Layout(self.ask(include_str!("layout.js"), &[]))
    }
}

impl Layout {
    /// How many lines the article has.
    pub fn lines(&self) -> usize {
        list(&self.0).iter().map(|block| list(&block["lines"]).len()).sum()
    }

    /// What is elsewhere now, in words; nothing if nothing moved.
    pub fn moved(&self, now: &Self) -> Vec<String> {
        let (before, now) = (list(&self.0), list(&now.0));
        let mut moved = Vec::new();
        if before.len() != now.len() {
            moved.push(format!("{} blocks became {}", before.len(), now.len()));
        }
        for (index, (before, now)) in before.iter().zip(now).enumerate() {
            let name = format!("block {index}");
            compare(&name, before, now, &["x", "y", "width", "height"], BLOCK, &mut moved);
            let (lines, lines_now) = (list(&before["lines"]), list(&now["lines"]));
            if lines.len() != lines_now.len() {
                moved.push(format!("{name}: {} lines became {}", lines.len(), lines_now.len()));
            }
            for (number, (line, line_now)) in lines.iter().zip(lines_now).enumerate() {
                let name = format!("{name}, line {number}");
                compare(&name, line, line_now, &["first", "top"], BLOCK, &mut moved);
                compare(&name, line, line_now, &["left", "right"], LINE_END, &mut moved);
            }
        }
        moved
    }

    /// Panics if anything is elsewhere now.
    #[track_caller]
    pub fn assert_still(&self, now: &Self, since: &str) {
        let moved = self.moved(now);
        assert!(moved.is_empty(), "{since}, this moved: {moved:#?}");
    }
}

fn compare(name: &str, before: &Value, now: &Value, measures: &[&str], allowed: f64, moved: &mut Vec<String>) {
    for &measure in measures {
        let (was, is) = (before[measure].as_f64().unwrap_or(f64::NAN), now[measure].as_f64().unwrap_or(f64::NAN));
        let still = (was - is).abs() <= allowed;
        if !still {
            moved.push(format!("{name}: {measure} was {was} and is {is}"));
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn layout(height: f64, first: f64) -> Layout {
        let line = json!({ "first": first, "top": 0.0, "left": 0.0, "right": 300.0 });
        Layout(json!([{ "x": 0.0, "y": 0.0, "width": 400.0, "height": height, "lines": [line] }]))
    }

    #[test]
    fn notices_a_block_that_grew_and_a_line_that_breaks_elsewhere() {
        assert!(layout(20.0, 0.0).moved(&layout(20.0, 0.0)).is_empty());
        assert_eq!(layout(20.0, 0.0).moved(&layout(20.5, 0.0)), ["block 0: height was 20 and is 20.5"]);
        assert_eq!(layout(20.0, 0.0).moved(&layout(20.0, 7.0)), ["block 0, line 0: first was 0 and is 7"]);
    }
}
