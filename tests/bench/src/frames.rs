//! A recording: how long each frame was while somebody scrolls through an article, and while they mark words in it.

use crate::bench::{Bench, point};
use crate::report::number;
use crate::results::{Results, Who};
use crate::rounds;
use manicule_e2e::hand::Point;
use manicule_workload::Workload;
use serde_json::{Value, json};
use std::fmt::Write;

/// What it is called in a filter.
pub(crate) const NAME: &str = "frames";

/// Where the picture goes, from the root of the repository.
pub(crate) const PICTURE: &str = "docs/frames.svg";

/// Milliseconds that a frame of a 60 Hz screen has.
const FRAME: f64 = 1000.0 / 60.0;

/// Milliseconds from which on a frame is a hitch: two others could have been shown meanwhile.
const HITCH: f64 = 50.0;

/// Frames, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    workload: String,
    who: Who,
    doing: &'static str,
    /// Milliseconds from each to the next.
    gaps: Vec<f64>,
    longest_task: f64,
}

impl Recording {
    fn hitches(&self) -> usize {
        self.gaps.iter().filter(|gap| **gap > HITCH).count()
    }

    fn longest(&self) -> f64 {
        self.gaps.iter().copied().fold(0.0, f64::max)
    }
}

/// Records both pages with a workload.
pub(crate) fn run(bench: &Bench, workload: &Workload, results: &mut Results) {
    rounds::prepare(bench, workload);
    for who in [Who::Floor, Who::App] {
        bench.load_warm(who);
        bench.open(&workload.id());
        for (doing, deed) in [("marking", mark as fn(&Bench, f64)), ("scrolling", scroll)] {
            let height = bench.ask("return bench.beginFrames()", json!([])).as_f64().unwrap_or_default();
            deed(bench, height);
            let told: Value = bench.ask("return bench.endFrames()", json!([]));
            let gaps = told["gaps"].as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
            let longest_task = told["longestTask"].as_f64().unwrap_or_default();
            results.recordings.push(Recording { workload: workload.name(), who, doing, gaps, longest_task });
            (0..3).for_each(|_| bench.hand().press("Escape"));
            bench.rest();
        }
    }
}

/// A screenful further each time, words marked by a drag, the label changed by a key.
fn mark(bench: &Bench, _: f64) {
    let hand = bench.hand();
    hand.press("1");
    for number in 0..12 {
        hand.scroll_on(Point { x: 700.0, y: 500.0 }, 100, 6);
        let places = bench.ask("return bench.stretch(arguments[0])", json!([number + 900]));
        hand.drag(point(&places, 0), point(&places, 2));
        hand.press("2");
    }
}

/// From the top to the end, as far as 120 turns of the wheel go.
#[expect(clippy::cast_possible_truncation, reason = "pixels of an article")]
fn scroll(bench: &Bench, height: f64) {
    bench.hand().scroll_on(Point { x: 700.0, y: 500.0 }, (height / 110.0).max(60.0) as i64, 120);
}

/// The table of what was recorded.
pub(crate) fn table(text: &mut String, all: &[Recording]) {
    if all.is_empty() {
        return;
    }
    let _ = write!(
        text,
        "\n## Frames while marking and scrolling\n\nEach frame is in the picture: ![frames]({PICTURE}). Marking: a screenful \
         further by the wheel, words marked by a drag, the label changed by a key, twelve times. Scrolling: the article from its \
         top to its end in 120 turns of the wheel. A frame has {FRAME:.1} ms; one of over {HITCH:.0} ms is a hitch.\n\n\
         | | | frames | median ms | 95th percentile ms | longest ms | hitches | longest task ms |\n|---|---|---:|---:|---:|---:|---:|---:|\n"
    );
    for each in all {
        let mut sorted = each.gaps.clone();
        sorted.sort_by(f64::total_cmp);
        let at = |share: usize| number(sorted.get(sorted.len() * share / 100).copied().unwrap_or_default());
        let task = if each.longest_task > 0.0 { number(each.longest_task) } else { "under 50".to_owned() };
        let _ = writeln!(
            text,
            "| {}, {} | {} | {} | {} | {} | {} | {} | {task} |",
            each.workload,
            each.doing,
            each.who.name(),
            each.gaps.len(),
            at(50),
            at(95),
            number(each.longest()),
            each.hitches(),
        );
    }
}

/// Pixels of a strip: its width and its height.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 96.0;

/// Pixels that a millisecond is high.
const SCALE: f64 = 0.9;

/// The picture: a strip for each recording, a bar for each frame.
pub(crate) fn picture(all: &[Recording]) -> String {
    let whole = 20.0 + all.len() as f64 * (HEIGHT + 34.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 {whole:.0}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"1000\" height=\"{whole:.0}\" fill=\"#fff\"/>\n"
    );
    for (row, each) in all.iter().enumerate() {
        let top = 20.0 + row as f64 * (HEIGHT + 34.0);
        let base = top + 12.0 + HEIGHT;
        let _ = writeln!(
            svg,
            "<text x=\"20\" y=\"{top:.0}\">{}, {}: {}</text>",
            each.workload,
            each.doing,
            each.who.name()
        );
        for (ms, color) in [(FRAME, "#bbb"), (HITCH, "#d33")] {
            let y = base - ms * SCALE;
            let _ = writeln!(
                svg,
                "<path d=\"M20 {y:.1}h{WIDTH}\" stroke=\"{color}\" stroke-dasharray=\"3 3\"/><text x=\"984\" y=\"{y:.1}\" font-size=\"9\" fill=\"{color}\">{ms:.0}</text>"
            );
        }
        let time: f64 = each.gaps.iter().sum::<f64>().max(1.0);
        let mut x = 20.0;
        let mut bars = String::new();
        for gap in &each.gaps {
            let width = gap / time * WIDTH;
            let _ = write!(bars, "M{x:.1} {base:.0}v-{:.1}h{width:.2}V{base:.0}", (gap * SCALE).min(HEIGHT));
            x += width;
        }
        let color = if each.who == Who::Floor { "#9ab" } else { "#8a5a00" };
        let _ = writeln!(svg, "<path d=\"{bars}\" fill=\"{color}\"/>");
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::{Recording, picture, table};
    use crate::results::Who;

    #[test]
    fn a_hitch_is_told_and_seen() {
        let gaps = vec![16.7, 16.6, 70.0, 16.7];
        let recording =
            Recording { workload: "L/10".to_owned(), who: Who::App, doing: "marking", gaps, longest_task: 0.0 };
        let mut text = String::new();
        table(&mut text, std::slice::from_ref(&recording));
        assert!(text.contains("| L/10, marking | Manicule | 4 | 16.7 | 70.0 | 70.0 | 1 | under 50 |"), "{text}");
        let svg = picture(&[recording]);
        assert!(svg.contains("v-63.0h") && svg.ends_with("</svg>\n"), "{svg}");
        let mut nothing = String::new();
        table(&mut nothing, &[]);
        assert_eq!(nothing, "");
    }
}
