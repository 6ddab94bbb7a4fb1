//! Addresses of any article read back, and no text behind a `#` does harm.

use manicule::model::DocId;
use manicule::session::address::Address;
use proptest::prelude::*;

use crate::common::cases;
use crate::common::texts::raw_text;

fn chars() -> impl Strategy<Value = Option<(u32, u32)>> {
    let range = (any::<u32>(), any::<u32>())
        .prop_filter_map("an empty range", |(one, other)| (one != other).then(|| (one.min(other), one.max(other))));
    proptest::option::of(range)
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn every_address_reads_back(id in prop_oneof![raw_text(), any::<String>()], chars in chars()) {
        let address = Address { article: DocId::from(id.as_str()), chars };
        let fragment = address.fragment();
        // What a browser would change or end an address at is not in it.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%=&,".contains(&byte);
        prop_assert!(fragment.bytes().all(is_plain), "{fragment}");
        prop_assert_eq!(Address::read(&fragment), Ok(Some(address.clone())));
        let link = address.link("https://x.org/?task=t.json#old");
        prop_assert_eq!(link.split_once('#').map(|(_, behind)| behind), Some(fragment.as_str()));
    }

    #[test]
    fn whatever_reads_reads_back(text in prop_oneof![any::<String>(), "(article=|char=|&|%[0-9a-f]{2}|[0-9],|[a-zé=]){0,12}"]) {
        if let Ok(Some(address)) = Address::read(&text) {
            prop_assert_eq!(Address::read(&address.fragment()), Ok(Some(address)));
        }
    }
}
