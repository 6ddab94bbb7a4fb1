//! What is known of an article comes back out of every format that writes it, to where it was.

use manicule::formats::foreign::{Options, codec};
use manicule::model::MetaField;

use crate::averitec::checked;
use crate::foreign::write;

#[test]
fn fields_of_an_article_come_back_as_fields() {
    for format in ["webannotation", "pubannotation", "cas", "averitec"] {
        let project = checked();
        let meta = project.documents().next().expect("one").meta.clone();
        let written = write(format, &project, Options::default(), "articles");
        let foreign = codec(format).and_then(|codec| codec.read).expect("it is read")(&written.files);
        let loose = &foreign.documents[0];
        for field in [MetaField::Byline, MetaField::Published, MetaField::Url, MetaField::Site] {
            let said = loose.about.iter().rev().find(|(known, _)| *known == field).map(|(_, said)| said.as_str());
            assert_eq!(said, field.of(&meta).map(|said| &**said), "{format}, {field:?}");
            assert!(loose.extra.iter().all(|(name, _)| name != field.as_str()), "{format}: {:?}", loose.extra);
        }
    }
}
