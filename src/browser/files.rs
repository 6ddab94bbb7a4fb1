//! Files in and out.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlElement, Url};

use super::dom;

/// A file's name and bytes.
pub type NamedBytes = (String, Vec<u8>);

/// The files of a list, as the browser keeps them.
#[must_use]
pub fn listed(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Reads files; one that cannot be read (a folder, a file gone meanwhile) comes back empty.
pub async fn read(files: Vec<File>) -> Vec<NamedBytes> {
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        let bytes = match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
            Err(_) => Vec::new(),
        };
        all.push((file.name(), bytes));
    }
    all
}

/// Lets the person choose files through the page's hidden input.
pub fn choose() {
    if let Some(input) = dom::find("input[type=file]").and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// Saves text as a file. Returns whether the browser took it.
pub fn download(name: &str, media_type: &str, text: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return false };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return false };
    let link = dom::document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    let Some(link) = link else { return false };
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data after a moment; the address would keep it in memory for good.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    true
}
