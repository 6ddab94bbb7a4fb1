//! Type systems as XML, which stand beside files that were written without one: what is under what, and what features are
//! made of. Nothing else of them is looked at.

use crate::formats::foreign::escaping::unescaped;

/// A type as it is described.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    /// Its name.
    pub(super) name: String,
    /// What it is under.
    pub(super) under: String,
    /// Name and description of each feature.
    pub(super) features: Vec<(String, String)>,
}

/// Whether a text is a type system.
pub(super) fn is_type_system(text: &str) -> bool {
    text.contains("<typeSystemDescription")
}

/// The types of a type system; of what is cut off the part that is there.
pub(super) fn described(xml: &str) -> Vec<Described> {
    let xml = without_comments(xml);
    let all = xml.split("<typeDescription>").skip(1).filter_map(|one| {
        let one = one.split("</typeDescription>").next()?;
        let (head, rest) = one.split_once("<features>").unwrap_or((one, ""));
        let features = rest.split("<featureDescription>").skip(1).filter_map(|feature| {
            let feature = feature.split("</featureDescription>").next()?;
            Some((said(feature, "name")?, said(feature, "description").unwrap_or_default()))
        });
        let under = said(head, "supertypeName").unwrap_or_default();
        Some(Described { name: said(head, "name")?, under, features: features.collect() })
    });
    all.collect()
}

/// What stands in the first element of a name.
fn said(xml: &str, name: &str) -> Option<String> {
    let (_, rest) = xml.split_once(&format!("<{name}>"))?;
    let (words, _) = rest.split_once(&format!("</{name}>"))?;
    Some(unescaped(words.trim())).filter(|words| !words.is_empty())
}

fn without_comments(xml: &str) -> String {
    let mut parts = xml.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("-->").map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read() {
        let xml = "<?xml version=\"1.0\"?><typeSystemDescription><types><!-- <typeDescription><name>x</name> -->\n\
            <typeDescription>\n <name> my.Layer </name><description/><supertypeName>uima.tcas.Annotation</supertypeName>\
            <features><featureDescription><name>a</name><description>Attribute &quot;b &amp; c&quot;</description>\
            <rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>\
            <featureDescription><name>d</name></featureDescription></features></typeDescription>\
            <typeDescription><name>my.Other</name></typeDescription><typeDescription><name>cut";
        let feature = |name: &str, about: &str| (name.to_owned(), about.to_owned());
        let expected = [
            Described {
                name: "my.Layer".to_owned(),
                under: "uima.tcas.Annotation".to_owned(),
                features: vec![feature("a", "Attribute \"b & c\""), feature("d", "")],
            },
            Described { name: "my.Other".to_owned(), ..Described::default() },
        ];
        assert!(is_type_system(xml));
        assert_eq!(described(xml), expected);
        assert_eq!(described("<html><body>nothing</body></html>"), []);
    }
}
