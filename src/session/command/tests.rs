//! What must hold for the table of commands.

use super::*;

/// Keys of several commands: the first that applies is meant.
const SHARED: [&str; 1] = ["Enter"];

#[test]
fn ids_and_keys_are_unique() {
    for (place, one) in ACTIONS.iter().enumerate() {
        for other in ACTIONS.iter().skip(place + 1) {
            assert_ne!(one.id, other.id);
            assert_ne!(one.command, other.command);
            for key in one.keys.iter().filter(|key| !SHARED.contains(key)) {
                assert!(!other.keys.contains(key), "{} and {} share {key}", one.id, other.id);
            }
        }
    }
}

#[test]
fn no_command_takes_the_key_of_a_ready_label() {
    let ready = crate::model::ready_schemas::ready();
    let labels = ready.iter().flat_map(|schema| &schema.labels);
    let keys: Vec<String> = labels.filter_map(|label| label.key.map(|key| key.to_ascii_uppercase().into())).collect();
    assert!(keys.len() > 40, "{keys:?}");
    for key in keys {
        assert!(ACTIONS.iter().all(|action| !action.keys.contains(&key.as_str())), "{key}");
    }
}
