//! Which projects the browser holds, and the end of one: all of its own goes, and nothing else.

use js_sys::{Function, Promise};
use manicule::browser::channel::Channel;
use manicule::browser::scopes;
use manicule::storage::Scope;
use manicule::storage::projects::found;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Runs the body of an asynchronous function with one argument.
async fn run(body: &str, argument: &str) -> JsValue {
    let function = Function::new_with_args("name", body);
    let promise: Promise =
        function.call1(&JsValue::NULL, &argument.into()).expect("it runs").dyn_into().expect("it waits");
    JsFuture::from(promise).await.expect("it is done")
}

const MAKE: &str = "return new Promise((done, fail) => { \
    const open = indexedDB.open(name, 1); \
    open.onupgradeneeded = () => open.result.createObjectStore('values').put(name, 'index'); \
    open.onerror = fail; open.onsuccess = () => { open.result.close(); done(); }; })";

/// Holds a database open, and does not let go when it is asked to.
const HOLD: &str = "return new Promise((done) => { \
    const open = indexedDB.open(name, 1); open.onsuccess = () => { globalThis.heldBase = open.result; done(); }; })";

const LET_GO: &str = "globalThis.heldBase.close(); return new Promise((done) => setTimeout(done, 50))";

const DELETE: &str = "return new Promise((done) => { const gone = indexedDB.deleteDatabase(name); \
    gone.onsuccess = gone.onerror = gone.onblocked = () => done(); })";

#[wasm_bindgen_test]
async fn one_project_goes_and_nothing_else() {
    let storage = manicule::browser::dom::window().local_storage().expect("not blocked").expect("there is one");
    storage.clear().expect("it can be cleared");
    let [first, gone, stays] = [Scope::of("/t/", ""), Scope::of("/t/", "p1"), Scope::of("/t/", "p11")];
    let others = ["theme", "manicule/1/u~2p1/index", "manicule/last/t/", "manicule/1/t~2p1", "manicule/2/t~2p1/index"];
    for name in others {
        storage.set_item(name, "theirs").expect("there is room");
    }
    for scope in [&first, &gone, &stays] {
        for key in ["index", "session", "edit/0000000000000001/00000001"] {
            storage.set_item(&format!("{}{key}", scope.prefix()), "ours").expect("there is room");
        }
        run(MAKE, scope.database()).await;
        run(MAKE, &format!("file/{}", scope.database())).await;
    }
    let ids = |local: &[String], disk: &[String]| {
        found("/t/", local, disk).into_iter().map(|found| (found.id, found.on_disk)).collect::<Vec<_>>()
    };
    let all = ids(&scopes::local_names(), &scopes::databases().await);
    assert_eq!(all, [("", true), ("p1", true), ("p11", true)].map(|(id, on)| (id.to_owned(), on)));

    // Somebody holds on to it: nothing of it goes.
    run(HOLD, gone.database()).await;
    assert!(!scopes::erase(&gone).await, "it is held");
    assert!(storage.get_item(&format!("{}index", gone.prefix())).expect("not blocked").is_some());
    run(LET_GO, "").await;

    assert!(scopes::erase(&gone).await);
    let (local, disk) = (scopes::local_names(), scopes::databases().await);
    assert!(!local.iter().any(|name| name.starts_with(gone.prefix())), "{local:?}");
    assert!(!disk.iter().any(|name| name.ends_with(gone.database())), "{disk:?}");
    for scope in [&first, &stays] {
        assert_eq!(local.iter().filter(|name| name.starts_with(scope.prefix())).count(), 3);
        assert_eq!(disk.iter().filter(|name| name.ends_with(scope.database())).count(), 2, "{disk:?}");
    }
    for name in others {
        assert_eq!(storage.get_item(name).expect("not blocked").as_deref(), Some("theirs"), "{name}");
    }
    // What is not there is gone as well.
    assert!(scopes::erase(&gone).await);
    for scope in [&first, &stays] {
        run(DELETE, scope.database()).await;
        run(DELETE, &format!("file/{}", scope.database())).await;
    }
    storage.clear().expect("it can be cleared");
}

#[wasm_bindgen_test]
async fn a_tab_that_is_there_answers() {
    let scope = Scope::of("/t/", "p1");
    assert!(!scopes::is_open(&scope).await);
    let channel = Channel::new(&scope);
    let told = channel.clone();
    let _here = channel.listen(move |text| {
        if text == scopes::ASKED {
            told.tell(scopes::ANSWER);
        }
    });
    assert!(scopes::is_open(&scope).await);
    assert!(!scopes::is_open(&Scope::of("/t/", "p11")).await, "of another project");
}
