//! The shapes of the format, key for key in the order in which they are written. Every key is always written, with
//! `null` or `[]` for nothing; a reader takes a missing key as nothing.

use super::schema_object::FormerObject;
use crate::formats::json::{Permille, objects};

/// Text, or nothing.
pub type Maybe = Option<String>;

objects! {
    /// One article and everything said about it: one line.
    Line {
        /// Always `article-annotations`.
        format: String,
        /// `major.minor`.
        version: String,
        /// Id of the document.
        id: String,
        /// The text itself.
        text: String,
        /// SHA-256 of the text's UTF-8 bytes.
        text_sha256: String,
        /// Always `codepoint`: what `start` and `end` count.
        offset_unit: String,
        /// Length of the text in each unit.
        length: LengthObject,
        /// BCP 47 tag.
        lang: Maybe,
        /// What is known of the article.
        meta: MetaObject,
        /// The reading view.
        blocks: Vec<BlockObject>,
        /// The annotations, by start, longer first, then id.
        spans: Vec<SpanObject>,
        /// The relations, by id.
        relations: Vec<RelationObject>,
        /// Mentions of one entity; derived from the spans, not read.
        groups: Vec<GroupObject>,
        /// Values of document attributes.
        doc_labels: Vec<DocLabelObject>,
        /// The people named on this line.
        annotators: Vec<AnnotatorObject>,
        /// The label schema.
        schema: SchemaObject,
        /// Whose work the line is: an id of `annotators`.
        annotator: Maybe,
        /// How far the work is.
        status: String,
        /// What engines or files propose; never counted as spans.
        suggestions: Vec<SpanObject>,
        /// The real-world things named on this line.
        entities: Vec<EntityObject>,
        /// How the text came in.
        intake: IntakeObject,
        /// The project it belongs to.
        project: ProjectObject,
    }

    /// What is known of a document, as stored records say it.
    AboutObject {
        /// BCP 47 tag.
        lang: Maybe,
        /// What is known of the article.
        meta: MetaObject,
        /// Values of document attributes.
        doc_labels: Vec<DocLabelObject>,
        /// The version of the schema it was done under.
        used: u32,
        /// Whose work it is.
        annotator: Maybe,
        /// How far the work is.
        status: String,
        /// The article that it is another document of.
        copy_of: Maybe,
        /// Whether it is only looked at.
        locked: bool,
    }

    /// Length of a text in each unit.
    LengthObject {
        /// Code points.
        codepoints: u32,
        /// UTF-16 code units.
        utf16: u32,
        /// Bytes.
        utf8: u32,
    }

    /// What is known of an article.
    MetaObject {
        /// Title.
        title: Maybe,
        /// Where it was found.
        url: Maybe,
        /// The publication.
        site: Maybe,
        /// Byline.
        author: Maybe,
        /// When it was published.
        published: Maybe,
        /// When it was fetched.
        retrieved: Maybe,
        /// Under what terms it may be used.
        license: Maybe,
        /// Anything else.
        extra: Vec<PairObject>,
    }

    /// A name and a value.
    PairObject {
        /// Name.
        name: String,
        /// Value, as text.
        value: String,
    }

    /// A block of the reading view.
    BlockObject {
        /// Its number.
        id: u32,
        /// `title`, `deck`, `byline`, `dateline`, `h`, `p`, `quote`, `li`, `caption`, `other`.
        kind = "type": String,
        /// Level of a heading.
        level: Option<u8>,
        /// `body` or `furniture`.
        role: String,
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
    }

    /// One piece of a span.
    FragmentObject {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The same in UTF-16 units.
        start_utf16: u32,
        /// The same in UTF-16 units.
        end_utf16: u32,
        /// The words there.
        text: String,
    }

    /// A page in a knowledge base.
    LinkObject {
        /// The knowledge base.
        kb: String,
        /// The page.
        id: String,
    }

    /// Why somebody should look again.
    DoubtObject {
        /// `person` or `moved`.
        source: String,
        /// Why; may be empty.
        reason: String,
    }

    /// An annotation or suggestion.
    SpanObject {
        /// Its id.
        id: String,
        /// `entity`, `claim` or `cue`: the kind of its label.
        layer: String,
        /// Id of its label.
        label: String,
        /// Where it stands: sorted, disjoint, at least one.
        fragments: Vec<FragmentObject>,
        /// Attribute values, one pair each.
        attrs: Vec<PairObject>,
        /// Pages of its entity; derived, not read.
        links: Vec<LinkObject>,
        /// A remark.
        note: Maybe,
        /// Id of its entity.
        entity: Maybe,
        /// Whether somebody should look again.
        doubt: Option<DoubtObject>,
        /// Who made it.
        by: Maybe,
        /// When it was made (RFC 3339).
        at: Maybe,
        /// When it was last changed.
        changed: Maybe,
        /// `human`, `model` or `import`.
        origin: String,
        /// The engine or format that made it.
        engine: Maybe,
        /// How sure the engine was, 0 to 1, in thousandths.
        score: Option<Permille>,
        /// The id it had in the format it came from.
        original_id: Maybe,
        /// `final`, `suggested` or `rejected`.
        status: String,
    }

    /// A relation.
    RelationObject {
        /// Its id.
        id: String,
        /// Id of its kind.
        label: String,
        /// Id of the span where it starts.
        from: String,
        /// Id of the span where it ends.
        to: String,
        /// Always true.
        directed: bool,
        /// Attribute values.
        attrs: Vec<PairObject>,
        /// A remark.
        note: Maybe,
        /// Who made it.
        by: Maybe,
        /// When it was made.
        at: Maybe,
        /// When it was last changed.
        changed: Maybe,
        /// `human`, `model` or `import`.
        origin: String,
        /// The engine or format that made it.
        engine: Maybe,
        /// How sure the engine was, 0 to 1, in thousandths.
        score: Option<Permille>,
        /// The id it had in the format it came from.
        original_id: Maybe,
        /// Always `final`.
        status: String,
    }

    /// Mentions of one thing.
    GroupObject {
        /// Id of the entity.
        id: String,
        /// Always `coreference`.
        kind: String,
        /// What the entity is called.
        label: String,
        /// Ids of the spans.
        members: Vec<String>,
    }

    /// A value of a document attribute.
    DocLabelObject {
        /// The attribute.
        layer: String,
        /// The value.
        label: String,
    }

    /// Somebody who annotates.
    AnnotatorObject {
        /// Their id.
        id: String,
        /// Their name, where they gave one.
        name: Maybe,
    }

    /// A real-world thing.
    EntityObject {
        /// Its id.
        id: String,
        /// What it is called.
        name: String,
        /// Its page in a knowledge base.
        link: Maybe,
        /// A remark.
        note: Maybe,
    }

    /// A label schema, in full or by reference.
    SchemaObject {
        /// Its id.
        id: String,
        /// Its version.
        version: u32,
        /// The version under which this document was done.
        used: u32,
        /// Whether what follows is the schema; false: a line before this one, or another file, has it.
        full: bool,
        /// What people read.
        name: String,
        /// The labels, in the order of the buttons.
        labels: Vec<LabelObject>,
        /// The relation kinds, preferred first.
        relations: Vec<RelationKindObject>,
        /// Document attributes.
        document: Vec<AttributeObject>,
        /// What labels and relation kinds were called before.
        former: Vec<FormerObject>,
    }

    /// A label.
    LabelObject {
        /// Its id.
        id: String,
        /// What people read.
        name: String,
        /// The short tag.
        short: String,
        /// `entity`, `claim` or `cue`.
        kind: String,
        /// Place in the palette, from 0.
        color: u8,
        /// The key that applies it.
        key: Maybe,
        /// The label it is a special case of.
        parent: Maybe,
        /// When to use it.
        description: String,
        /// Words that it would stand on.
        example: String,
        /// Its part of the guidelines, in Markdown.
        guideline: String,
        /// `words`, `words-with-quotes` or `exact`.
        snap: String,
        /// Whether it is not offered any more.
        retired: bool,
        /// What can be said of it.
        attributes: Vec<AttributeObject>,
    }

    /// A relation kind.
    RelationKindObject {
        /// Its id.
        id: String,
        /// What people read.
        name: String,
        /// Labels it may start at; empty for any.
        from: Vec<String>,
        /// Labels it may end at; empty for any.
        to: Vec<String>,
        /// Whether it fills a slot of a claim.
        slot: bool,
        /// How many of it one span may start.
        at_most: Option<u8>,
        /// What can be said of it.
        attributes: Vec<AttributeObject>,
    }

    /// An attribute.
    AttributeObject {
        /// Its id.
        name: String,
        /// What people read.
        title: String,
        /// `flag`, `text`, `number`, `scale`, `choice`, `many`, `date`, `link`.
        kind: String,
        /// Least value of a number.
        min: Option<i64>,
        /// Greatest value of a number, last step of a scale.
        max: Option<i64>,
        /// The values of a choice.
        values: Vec<String>,
        /// Whether a document is unfinished without it.
        required: bool,
        /// What a new annotation starts with.
        default: Vec<String>,
        /// How to choose a value.
        hint: String,
    }

    /// How a text came in and what was changed then.
    IntakeObject {
        /// Name of the file.
        file: Maybe,
        /// A byte order mark was dropped.
        byte_order_mark: bool,
        /// CRLF that became LF.
        crlf: u32,
        /// CR that became LF.
        cr: u32,
        /// NUL that became U+FFFD.
        nul: u32,
        /// Lone surrogates that became U+FFFD.
        surrogates: u32,
    }

    /// The project a line belongs to.
    ProjectObject {
        /// Its id.
        id: Maybe,
        /// Its name.
        name: Maybe,
        /// Its guidelines, on the first line of a file.
        guidelines: Maybe,
        /// How many articles the file has, on its first line: a file that was cut has fewer.
        articles: Option<u32>,
    }
}
