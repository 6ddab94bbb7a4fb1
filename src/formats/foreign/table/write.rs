//! From documents to rows.

use super::Kind;
use super::cells::Rows;
use super::claims::claims;
use super::columns::{ARTICLES, ATTRIBUTE, CLAIMS, RELATIONS, SPANS, SPANS_END};
use super::proving::prove;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::score::decimal;
use crate::formats::foreign::told;
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::json::to_json;
use crate::formats::loss::{Lost, Resolved};
use crate::model::{
    AnchorDoubt, Annotation, Attributes, Document, Doubt, LabelKind, Origin, Timestamp, Unit, order::sort_by_key,
};

/// Writes a set of documents.
pub(super) struct TableWriter {
    pub(super) setting: Setting,
    pub(super) called: Called,
    pub(super) kind: Kind,
    /// Attributes that have a column of their own.
    pub(super) attributes: Vec<String>,
    has_begun: bool,
}

/// What is not in the files, if it is said. Who made something and when is.
const LEFT: [Lost; 2] = [Lost::Suggestions, Lost::Blocks];

impl TableWriter {
    pub(super) fn new(setting: &Setting, kind: Kind) -> Self {
        let mut attributes: Vec<String> = Vec::new();
        for label in &setting.project.schema.labels {
            for attribute in &label.attributes {
                if !attributes.iter().any(|known| **known == *attribute.name.as_str()) {
                    attributes.push(attribute.name.to_string());
                }
            }
        }
        Self { setting: setting.clone(), called: Called::of(setting), kind, attributes, has_begun: false }
    }

    pub(super) fn path(&self, table: &str) -> String {
        told::of_set(&self.setting.stem, &format!("{table}.{}", self.kind.ending))
    }

    /// The first rows, which name the columns.
    fn begin(&mut self, out: &mut Out) {
        if std::mem::replace(&mut self.has_begun, true) {
            return;
        }
        let attributes = self.attributes.iter().map(|name| format!("{ATTRIBUTE}{name}")).collect::<Vec<_>>();
        let spans = SPANS.into_iter().chain(attributes.iter().map(String::as_str)).chain(SPANS_END).collect::<Vec<_>>();
        let tables: [(&str, &[&str]); 4] =
            [("articles", &ARTICLES), ("spans", &spans), ("relations", &RELATIONS), ("claims", &CLAIMS)];
        for (table, columns) in tables {
            let mut rows = Rows::new(self.kind);
            rows.cells(columns.iter().copied()).end();
            out.glue(&self.path(table), rows.text());
        }
    }

    fn article(&self, document: &Document, rows: &mut Rows) {
        let meta = &document.meta;
        let extra: Vec<Vec<String>> =
            meta.extra.iter().map(|(name, value)| vec![name.to_string(), value.to_string()]).collect();
        rows.cell(document.id.as_str()).cell(&meta.title);
        let known = [
            &meta.language,
            &meta.byline,
            &meta.published,
            &meta.source_url,
            &meta.site,
            &meta.retrieved,
            &meta.license,
        ];
        rows.cells(known.into_iter().map(|field| field.as_deref().unwrap_or_default()));
        rows.cell(&self.annotator(document)).cell(meta.status.as_str()).cell(&pairs(&meta.values));
        rows.cell(&if extra.is_empty() { String::new() } else { to_json(&extra) }).cell(document.article.sha256());
        rows.cell(&document.article.lengths().code_points.to_string()).cell(document.article.text()).end();
    }

    pub(super) fn annotator(&self, document: &Document) -> String {
        let by = told::person(&self.setting.project, document.meta.annotator, self.setting.options.names);
        by.unwrap_or_default()
    }

    fn span(&self, document: &Document, annotation: &Annotation, rows: &mut Rows) {
        let project = &self.setting.project;
        let kind = match project.schema.kind_of(&annotation.label) {
            LabelKind::Entity => "entity",
            LabelKind::Claim => "claim",
            LabelKind::Cue => "cue",
        };
        let by = told::person(project, annotation.author, self.setting.options.names);
        let by = by.unwrap_or_else(|| self.annotator(document));
        let id = annotation.id.to_string();
        rows.cells([document.id.as_str(), &document.meta.title, &by, &id, &self.called.name(&annotation.label), kind]);
        let places = places(document, annotation, Unit::CodePoint);
        let wide = hull(document, annotation, Unit::Utf16);
        let hull = hull(document, annotation, Unit::CodePoint);
        rows.cell(&hull.0.to_string()).cell(&hull.1.to_string());
        rows.cell(&wide.0.to_string()).cell(&wide.1.to_string());
        rows.cell(&words(document, annotation)).cell(&places);
        for name in &self.attributes {
            let values = annotation.attributes.iter().find(|(known, _)| known.as_str() == name);
            rows.cell(&values.map_or_else(String::new, |(_, values)| one_or_list(values)));
        }
        let others =
            annotation.attributes.iter().filter(|(name, _)| !self.attributes.iter().any(|k| k == name.as_str()));
        rows.cell(&pairs(&others.map(|(name, values)| (name.clone(), values.clone())).collect()));
        let entity = annotation.entity.and_then(|id| project.entities.get(&id));
        let id = annotation.entity.map_or_else(String::new, |id| id.to_string());
        rows.cell(&id).cell(entity.map_or("", |entity| &entity.name));
        rows.cell(entity.and_then(|entity| entity.link.as_deref()).unwrap_or_default());
        rows.cell(&annotation.note).cell(&doubt(annotation.doubt.as_ref()));
        rows.cell(&moment(annotation.created)).cell(&moment(annotation.changed));
        let (model, permille) = match &annotation.origin {
            Origin::Engine { id, permille } => (&**id, *permille),
            Origin::Person | Origin::Import { .. } => ("", None),
        };
        rows.cell(model).cell(&permille.map_or_else(String::new, decimal)).end();
    }

    fn relations(&self, document: &Document, rows: &mut Rows, out: &mut Out) {
        let mut all: Vec<_> = document.relations.values().collect();
        sort_by_key(&mut all, |relation| relation.id);
        for relation in all {
            let end = |id| document.annotations.get(id).map(|end| words(document, end));
            let (Some(from), Some(to)) = (end(&relation.from), end(&relation.to)) else {
                out.losses.add(Lost::LooseRelations, Resolved::Left, 1, &document.id, Some(relation.from));
                continue;
            };
            let by = told::person(&self.setting.project, relation.author, self.setting.options.names);
            rows.cell(document.id.as_str()).cell(&relation.id.to_string()).cell(relation.kind.as_str());
            rows.cell(&relation.from.to_string()).cell(&from).cell(&relation.to.to_string()).cell(&to);
            rows.cell(&pairs(&relation.attributes)).cell(&relation.note).cell(&by.unwrap_or_default());
            rows.cell(&moment(relation.created)).cell(&moment(relation.changed)).end();
        }
    }
}

impl Writer for TableWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        self.begin(out);
        told::at_end(document, &self.setting, &self.called, &LEFT, &mut out.losses);
        told::origins(document, &mut out.losses);
        told::doubts(document, &mut out.losses);
        let mut tables = [(); 4].map(|()| Rows::new(self.kind));
        let [articles, spans, relations, of_claims] = &mut tables;
        self.article(document, articles);
        for annotation in document.in_reading_order() {
            self.span(document, annotation, spans);
        }
        self.relations(document, relations, out);
        claims(self, document, of_claims);
        let mut marked = 0;
        for (table, rows) in ["articles", "spans", "relations", "claims"].into_iter().zip(&tables) {
            marked += rows.marked;
            if !rows.text().is_empty() {
                out.append(&self.path(table), rows.text());
            }
        }
        out.losses.add(Lost::Formulas, Resolved::Rewritten, marked, &document.id, None);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        prove(self, document, out, proof);
    }

    fn finish(&mut self, out: &mut Out) {
        // A set without documents has its columns too.
        self.begin(out);
    }
}

/// The words of all fragments, with a space between each two.
pub(super) fn words(document: &Document, annotation: &Annotation) -> String {
    annotation.span.fragments().map(|range| document.article.quote(range)).collect::<Vec<_>>().join(" ")
}

/// Start and end of the whole span.
pub(super) fn hull(document: &Document, annotation: &Annotation, unit: Unit) -> (u32, u32) {
    document.article.offsets(annotation.span.hull(), unit).unwrap_or_default()
}

/// Start and end of each fragment, as brat writes them. Not `2-5`, nor `2:5`: spreadsheets make a day or an hour of those.
fn places(document: &Document, annotation: &Annotation, unit: Unit) -> String {
    let all = annotation.span.fragments().filter_map(|range| document.article.offsets(range, unit));
    all.map(|(start, end)| format!("{start} {end}")).collect::<Vec<_>>().join(";")
}

/// A value as it is, or a list of them in JSON.
fn one_or_list(values: &[std::rc::Rc<str>]) -> String {
    match values {
        [one] if !one.is_empty() && !one.starts_with('[') => one.to_string(),
        _ => to_json(&values.iter().map(ToString::to_string).collect::<Vec<_>>()),
    }
}

/// Names and values as a list in JSON; empty for none.
pub(super) fn pairs(attributes: &Attributes) -> String {
    let all: Vec<Vec<String>> = (attributes.iter())
        .flat_map(|(name, values)| values.iter().map(move |value| vec![name.to_string(), value.to_string()]))
        .collect();
    if all.is_empty() { String::new() } else { to_json(&all) }
}

/// A doubt: where it comes from, and why.
pub(super) fn doubt(doubt: Option<&Doubt>) -> String {
    let Some(doubt) = doubt else { return String::new() };
    let source = if doubt.source == AnchorDoubt::Person { "person" } else { "moved" };
    if doubt.reason.is_empty() { source.to_owned() } else { format!("{source}: {}", doubt.reason) }
}

fn moment(at: Timestamp) -> String {
    if at == Timestamp::default() { String::new() } else { at.to_string() }
}
