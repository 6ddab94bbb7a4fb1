//! Files in and out.

use std::pin::Pin;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
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

/// Bytes from which it can be told what a file is.
const BEGINNING: f64 = 32.0;

/// Reads files, and gives the names of those that `is_read` says are too large, by their size and how they begin: those are
/// not read. One that cannot be read (a folder, a file gone meanwhile) comes back empty.
pub async fn read(files: Vec<File>, is_read: impl Fn(usize, &[u8]) -> bool) -> (Vec<NamedBytes>, Vec<String>) {
    let (mut all, mut too_large) = (Vec::with_capacity(files.len()), Vec::new());
    for file in files {
        let beginning = match file.slice_with_f64_and_f64(0.0, BEGINNING) {
            Ok(beginning) => bytes(&beginning).await,
            Err(_) => Vec::new(),
        };
        // More than can be counted here is more than is read.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number; saturates"
        )]
        if is_read(file.size() as usize, &beginning) {
            all.push((file.name(), bytes(&file).await));
        } else {
            too_large.push(file.name());
        }
    }
    (all, too_large)
}

/// How files begin: of each so many bytes. Many are looked at at once.
#[inline(never)] // so that it can travel later
pub fn beginnings(files: &[File], wanted: fn(&str) -> usize) -> Pin<Box<dyn Future<Output = Vec<Vec<u8>>>>> {
    let part = |file: &File| {
        #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
        let slice = file.slice_with_f64_and_f64(0.0, wanted(&file.name()) as f64);
        slice.map_or(JsValue::UNDEFINED, |part| part.array_buffer().into())
    };
    let parts: Vec<JsValue> = files.iter().map(part).collect();
    Box::pin(async move {
        let mut all = Vec::with_capacity(parts.len());
        for part in parts {
            let read = match part.dyn_into::<Promise>() {
                Ok(promise) => JsFuture::from(promise).await.ok(),
                Err(_) => None,
            };
            all.push(read.map_or_else(Vec::new, |buffer| Uint8Array::new(&buffer).to_vec()));
        }
        all
    })
}

/// All that is in a file, outside of this program's memory; nothing where it cannot be read (any more).
#[inline(never)] // so that it can travel later
pub fn content(file: &File) -> Pin<Box<dyn Future<Output = Option<Uint8Array>>>> {
    let asked = JsFuture::from(file.array_buffer());
    Box::pin(async move { asked.await.ok().map(|buffer| Uint8Array::new(&buffer)) })
}

/// How bytes read in an encoding of this name, from about `at` on; nothing where the browser does not know the encoding.
#[must_use]
pub fn glimpse(bytes: &Uint8Array, at: u32, encoding: &str) -> Option<String> {
    // A little before it, from the beginning of a line: no character is cut there.
    let around = bytes.subarray(at.saturating_sub(AROUND), at.saturating_add(AROUND)).to_vec();
    let before = usize::try_from(at.min(AROUND)).unwrap_or(0).min(around.len());
    let start = around[..before].iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
    let decoder = Reflect::get(&dom::window(), &"TextDecoder".into()).ok()?.dyn_into::<Function>().ok()?;
    let decoder = Reflect::construct(&decoder, &Array::of1(&encoding.into())).ok()?;
    let decode = Reflect::get(&decoder, &"decode".into()).ok()?.dyn_into::<Function>().ok()?;
    decode.call1(&decoder, &Uint8Array::from(around.get(start..)?)).ok()?.as_string()
}

/// Bytes on either side of a place that are read to show how it reads.
const AROUND: u32 = 240;

async fn bytes(of: &Blob) -> Vec<u8> {
    match JsFuture::from(of.array_buffer()).await {
        Ok(buffer) => Uint8Array::new(&buffer).to_vec(),
        Err(_) => Vec::new(),
    }
}

/// Lets the person choose files through the page's hidden input.
pub fn choose() {
    if let Some(input) = dom::find("input[type=file]").and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// Lets the person choose files that are only compared, through the hidden input of the sheet.
pub fn choose_to_compare() {
    let input = dom::find("input[type=file][data-value=compare]");
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// Lets the person choose a folder through the page's other hidden input.
pub fn choose_folder() {
    if let Some(input) = dom::find("input[webkitdirectory]").and_then(|input| input.dyn_into::<HtmlElement>().ok()) {
        input.click();
    }
}

/// Saves text as a file. Returns whether the browser took it.
pub fn download(name: &str, media_type: &str, text: &str) -> bool {
    save(name, media_type, &Array::of1(&text.into()))
}

/// Saves bytes as a file. Returns whether the browser took it.
#[inline(never)] // so that it can travel later
pub fn download_bytes(name: &str, bytes: &[u8]) -> bool {
    save(name, "application/octet-stream", &Array::of1(&Uint8Array::from(bytes)))
}

/// A piece of a file that is gathered: the browser may keep it elsewhere than in memory. Nothing where it does not take it.
#[inline(never)] // so that it can travel later
#[must_use]
pub fn piece(bytes: &Uint8Array) -> Option<Blob> {
    Blob::new_with_str_sequence(&Array::of1(bytes)).ok()
}

/// Saves pieces as one file. Returns whether the browser took it.
#[inline(never)] // so that it can travel later
pub fn download_pieces(name: &str, media_type: &str, pieces: Vec<Blob>) -> bool {
    save(name, media_type, &pieces.into_iter().map(JsValue::from).collect())
}

fn save(name: &str, media_type: &str, parts: &Array) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(parts, &options) else { return false };
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
