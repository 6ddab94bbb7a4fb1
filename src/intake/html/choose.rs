//! Which box is the article: the smallest that holds most of the running text outside of zones, then what the page itself
//! calls its article, where that agrees.

use super::hints;
use super::rows::Row;
use super::survey::Survey;
use super::tags;
use crate::model::BlockKind;

/// The box that was chosen.
#[derive(Debug)]
pub(super) struct Chosen {
    /// Its number.
    pub(super) body: u32,
    /// For each box, whether it is in it.
    pub(super) inside: Vec<bool>,
    /// The `article` or named body around it, whose other lines belong to the article too; 0 where there is none.
    pub(super) frame: u32,
    /// For each box, whether it is in the frame.
    pub(super) framed: Vec<bool>,
}

/// What running text a line is worth: that of teasers, which are short and linked, little or nothing.
fn worth(survey: &Survey, at: usize, row: &Row, linked: Option<&str>) -> usize {
    let told = &survey.told[at];
    let of = &survey.boxes[row.inside as usize];
    if of.zone.is_some() || told.is_linked() || told.hints & (hints::CAPTION | hints::BIO) != 0 {
        return 0;
    }
    let known = linked.is_some_and(|body| told.plain.len() >= 20 && body.contains(told.plain.as_str()));
    let commas = row.text.chars().filter(|c| matches!(c, ',' | '，' | '、' | '،' | '।' | '。' | ';')).take(10).count();
    let score = match of.kind {
        BlockKind::Heading(_) => 0,
        _ if told.is_good() => 10 + told.weight.min(600) / 10 + 3 * commas,
        _ if told.weight >= 15 => 2,
        _ => 0,
    };
    let score = if of.kind == BlockKind::ListItem { score / 2 } else { score };
    if known { 20 + score * 4 } else { score }
}

/// Chooses; `linked` is the article's text as linked data has it, in plain words.
pub(super) fn choose(survey: &Survey, rows: &[Row], linked: Option<&str>) -> Chosen {
    let boxes = &survey.boxes;
    let mut worths = vec![0_usize; boxes.len()];
    // Looking for each line in the text takes time in proportion to both.
    let linked = linked.filter(|body| body.len() <= 200_000);
    for (at, row) in rows.iter().enumerate() {
        let told = linked.filter(|_| at < 2000);
        worths[row.inside as usize] += worth(survey, at, row, told);
    }
    let mut best: Vec<usize> = vec![0; boxes.len()];
    for at in (1..boxes.len()).rev() {
        let parent = boxes[at].parent as usize;
        worths[parent] += worths[at];
        let so_far = best[parent];
        if is_room(boxes[at].name, boxes[at].kind) && (so_far == 0 || worths[at] >= worths[so_far]) {
            best[parent] = at;
        }
    }
    let within = descend(&worths, &best, 0);
    let body = named(survey, &worths, &best, within);
    let inside = below(survey, body);
    let around = boxes[body].article;
    let frame = if around != 0 && (around as usize) != body { around } else { own_frame(survey, body) };
    let framed = below(survey, frame as usize);
    Chosen {
        body: u32::try_from(body).unwrap_or(0),
        framed: if frame == 0 { vec![false; boxes.len()] } else { framed },
        inside,
        frame,
    }
}

/// Whether a box may be the article: no paragraph, heading, item or quotation is.
fn is_room(name: tags::Name, kind: BlockKind) -> bool {
    kind == BlockKind::Paragraph && !matches!(name, tags::P | tags::TR | tags::UL | tags::OL | tags::DL | tags::FIGURE)
        || matches!(name, tags::TR | tags::TBODY)
}

/// From a box down to the smallest that still holds most of its running text.
fn descend(worths: &[usize], best: &[usize], from: usize) -> usize {
    let mut at = from;
    while best[at] != 0 && worths[best[at]] * 10 >= worths[at] * 7 && worths[at] > 0 {
        at = best[at];
    }
    at
}

/// What the page calls its article, where it holds a good part of what was found.
fn named(survey: &Survey, worths: &[usize], best: &[usize], found: usize) -> usize {
    let boxes = &survey.boxes;
    let inside = below(survey, found);
    let most = |is: &dyn Fn(usize) -> bool| {
        (1..boxes.len()).filter(|at| is(*at)).max_by_key(|at| (worths[*at], std::cmp::Reverse(*at)))
    };
    // A body that is named: the outermost of the worthiest.
    let body = most(&|at| boxes[at].own & hints::BODY != 0 && boxes[at].zone.is_none());
    if let Some(body) = body.filter(|body| worths[*body] * 2 >= worths[found] && worths[*body] > 0) {
        return body;
    }
    // An article that is worth more than the others together, or a part of the page that is called its main one.
    let article = most(&|at| boxes[at].name == tags::ARTICLE && inside[at] && at != found && boxes[at].zone.is_none());
    if let Some(article) = article.filter(|at| worths[*at] * 2 >= worths[found]) {
        return descend(worths, best, article);
    }
    let main = most(&|at| boxes[at].name == tags::MAIN && inside[at]);
    match main.filter(|at| worths[*at] * 2 >= worths[found]) {
        Some(main) => descend(worths, best, main),
        None => found,
    }
}

fn own_frame(survey: &Survey, body: usize) -> u32 {
    let parent = survey.boxes[body].parent;
    let class = survey.boxes[parent as usize];
    // A body that is named stands beside other parts of the article.
    if survey.boxes[body].own & hints::BODY != 0 && class.name != tags::MAIN { parent } else { 0 }
}

/// For each box whether it is `root` or in it.
fn below(survey: &Survey, root: usize) -> Vec<bool> {
    let mut inside = vec![false; survey.boxes.len()];
    for at in 0..inside.len() {
        inside[at] = at == root || (at != 0 && inside[survey.boxes[at].parent as usize]);
    }
    inside
}
