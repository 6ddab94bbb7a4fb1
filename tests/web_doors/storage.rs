//! The browser's local storage as a store: our keys alone, whole values, and honest words when there is no room.

use manicule::browser::dom;
use manicule::browser::local_storage::LocalStore;
use manicule::storage::{Key, RecordId, Scope, Store as _, StoreError, Write};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Storage;

/// The storage, empty before and after.
struct Room(Storage);

impl Room {
    fn new() -> Self {
        let storage = dom::window().local_storage().expect("it is not blocked").expect("there is one");
        storage.clear().expect("it can be cleared");
        Self(storage)
    }

    fn get(&self, name: &str) -> Option<String> {
        self.0.get_item(name).expect("it is not blocked")
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let mut piece = "x".repeat(1 << 20);
        let mut number = 0;
        while !piece.is_empty() {
            if self.0.set_item(&format!("filler/{number}"), &piece).is_err() {
                piece.truncate(piece.len() / 2);
            }
            number += 1;
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // A browser that cannot clear it has told so at the start.
        let _ = self.0.clear();
    }
}

fn store(path: &str) -> LocalStore {
    LocalStore::new(Scope::of_site(path))
}

fn keys() -> Vec<Key> {
    vec![
        Key::Damaged("edit/x/1".to_owned()),
        Key::Document("a/b c\u{301} 👩‍👩‍👧 \u{0} \" \\".into()),
        Key::Record(RecordId { actor: u64::MAX, seq: u32::MAX }),
        Key::Index,
        Key::Session,
    ]
}

#[wasm_bindgen_test]
async fn what_is_written_is_read() {
    let _room = Room::new();
    let store = store("/");
    let values = ["", "{}", "👩‍👩‍👧 e\u{301} \u{0} \u{feff} \u{ffff} \u{10ffff}\r\n\t\"\\", &"long ".repeat(50_000), "é"];
    let writes: Vec<Write> =
        keys().into_iter().zip(values).map(|(key, value)| Write::put(key, value.to_owned())).collect();
    assert_eq!(store.write(writes).await, Ok(()));
    let mut found = store.keys().await.expect("it reads");
    found.sort();
    assert_eq!(found, keys());
    let read = store.read(keys()).await.expect("it reads");
    assert_eq!(read, values.map(|value| Some(value.to_owned())));
    // Written again, forgotten, forgotten twice.
    let again =
        vec![Write::put(Key::Index, "new".to_owned()), Write::forget(Key::Session), Write::forget(Key::Session)];
    assert_eq!(store.write(again).await, Ok(()));
    let read = store.read(vec![Key::Session, Key::Index, Key::Session]).await.expect("it reads");
    assert_eq!(read, [None, Some("new".to_owned()), None]);
    assert_eq!(store.keys().await.expect("it reads").len(), 4);
}

#[wasm_bindgen_test]
async fn nobody_elses_values_are_seen_or_touched() {
    let room = Room::new();
    let (mine, other) = (store("/"), store("/tools/manicule/"));
    let foreign = [
        "theme",
        "manicule",
        "manicule/",
        "manicule/1",
        "manicule/2/elsewhere/index",
        "manicule/1/~",
        "x/manicule/1/~/index",
    ];
    for name in foreign {
        room.0.set_item(name, "theirs").expect("there is room");
    }
    // Ours by its name, but of no kind that this version writes.
    room.0.set_item("manicule/1/~/plans/1", "later").expect("there is room");
    assert_eq!(mine.keys().await, Ok(Vec::new()));
    assert_eq!(other.write(vec![Write::put(Key::Index, "other".to_owned())]).await, Ok(()));
    assert_eq!(mine.keys().await, Ok(Vec::new()));
    assert_eq!(mine.read(vec![Key::Index]).await, Ok(vec![None]));
    let writes = keys().into_iter().map(|key| Write::put(key, "mine".to_owned())).collect();
    assert_eq!(mine.write(writes).await, Ok(()));
    assert_eq!(other.keys().await, Ok(vec![Key::Index]));
    assert_eq!(mine.write(keys().into_iter().map(Write::forget).collect()).await, Ok(()));
    assert_eq!(other.read(vec![Key::Index]).await, Ok(vec![Some("other".to_owned())]));
    // Of this site, but of a later layout: it is seen, so that nothing is written beside it, and left alone.
    room.0.set_item("manicule/2/~/index", "theirs").expect("there is room");
    assert_eq!(mine.keys().await, Ok(vec![Key::Later("manicule/2/~/index".to_owned())]));
    for name in foreign.into_iter().chain(["manicule/2/~/index"]) {
        assert_eq!(room.get(name).as_deref(), Some("theirs"), "{name}");
    }
    assert_eq!(room.get("manicule/1/~/plans/1").as_deref(), Some("later"));
}

#[wasm_bindgen_test]
async fn a_full_store_says_so_and_keeps_what_it_had() {
    let room = Room::new();
    let store = store("/");
    let old = |key| Write::put(key, "old".to_owned());
    assert_eq!(store.write(vec![old(Key::Index), old(Key::Session)]).await, Ok(()));
    room.fill();
    let big = "x".repeat(100_000);
    let writes = vec![
        Write::put(Key::Index, big.clone()),
        // As long as the one before: there is room for it.
        Write::put(Key::Session, "new".to_owned()),
        Write::forget(Key::Session),
    ];
    assert_eq!(store.write(writes).await, Err(StoreError::Full));
    let read = store.read(vec![Key::Index, Key::Session]).await;
    // What comes after it is written where it finds room; forgotten is nothing.
    assert_eq!(read, Ok(vec![Some("old".to_owned()), Some("new".to_owned())]));
    // Room again.
    room.0.remove_item("filler/0").expect("it is not blocked");
    assert_eq!(store.write(vec![Write::put(Key::Index, big.clone())]).await, Ok(()));
    assert_eq!(store.read(vec![Key::Index]).await, Ok(vec![Some(big)]));
}
