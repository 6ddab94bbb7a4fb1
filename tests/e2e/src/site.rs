//! A static file server for one folder, mounted below a sub-path, that remembers what it was asked for.
//!
//! It is as plain as the poorest host: no compression, no rewriting, no caching. So a journey sees
//! every single fetch, and a page that needs the root of the host does not start.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Where the folder is mounted: two levels down, so that an absolute address in the build fails.
const MOUNT: &str = "/a/b/";

/// One request the server was sent, and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, in every case so far.
    pub method: String,
    /// Path and query as they were asked for.
    pub path: String,
    /// Status of the answer.
    pub status: u16,
    /// File that was sent, if one was.
    pub file: Option<PathBuf>,
}

/// What a bad network makes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not arrive.
    Lost,
    /// It arrives with one byte changed.
    Damaged,
}

/// What is not as the folder has it.
#[derive(Debug, Default)]
struct Special {
    faults: Vec<(String, Fault)>,
    pages: Vec<(String, String)>,
    moved: Vec<(String, String)>,
    slow: Duration,
    readable: bool,
    folder: Option<PathBuf>,
    away: bool,
}

type Faults = Arc<Mutex<Special>>;

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    faults: Faults,
    stopping: Arc<AtomicBool>,
    listener: Option<thread::JoinHandle<()>>,
}

impl Site {
    /// Serves `folder` on a free port of 127.0.0.1.
    pub fn serve(folder: impl Into<PathBuf>) -> Self {
        let folder = folder.into();
        let listener = TcpListener::bind("127.0.0.1:0").expect("set-up: a free port on 127.0.0.1");
        let address = listener.local_addr().expect("a bound port has an address");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let faults = Faults::default();
        let stopping = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (requests, faults, stopping) = (Arc::clone(&requests), Arc::clone(&faults), Arc::clone(&stopping));
            move || {
                for stream in listener.incoming().flatten() {
                    if stopping.load(Ordering::Relaxed) {
                        return;
                    }
                    let (folder, requests, faults) = (folder.clone(), Arc::clone(&requests), Arc::clone(&faults));
                    thread::spawn(move || answer(stream, &folder, &requests, &faults));
                }
            }
        });
        Self { address, requests, faults, stopping, listener: Some(thread) }
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("{}{MOUNT}", self.origin())
    }

    /// Scheme, host and port, as in `location.origin`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on, something goes wrong with files whose names begin like this.
    pub fn spoil(&self, beginning: &str, fault: Fault) {
        self.special().faults.push((beginning.to_owned(), fault));
    }

    /// Nothing goes wrong any more, and only the folder's own files are there.
    pub fn mend(&self) {
        let mut special = self.special();
        special.faults.clear();
        special.pages.clear();
    }

    /// Serves one page more, as it is, or another one in its place.
    pub fn add(&self, name: &str, html: &str) {
        let (mut special, name) = (self.special(), format!("{MOUNT}{name}"));
        special.pages.retain(|(other, _)| *other != name);
        special.pages.push((name, html.to_owned()));
    }

    /// Answers a request for this name with where it stands instead.
    pub fn redirect(&self, name: &str, to: &str) {
        self.special().moved.push((format!("{MOUNT}{name}"), to.to_owned()));
    }

    /// How long the pages that were added are waited for from now on.
    pub fn slow_down(&self, by: Duration) {
        self.special().slow = by;
    }

    /// Whether pages of other origins may read what is served (CORS), as some hosts allow and others do not.
    pub fn let_all_read(&self, all: bool) {
        self.special().readable = all;
    }

    /// Serves another folder from now on, as after a deployment.
    pub fn serve_instead(&self, folder: impl Into<PathBuf>) {
        self.special().folder = Some(folder.into());
    }

    /// Whether there is no network from now on: connections end without an answer.
    pub fn go_away(&self, away: bool) {
        self.special().away = away;
    }

    fn special(&self) -> std::sync::MutexGuard<'_, Special> {
        self.faults.lock().expect("no answering thread panics while it holds the list")
    }

    /// Everything asked for so far, in the order of the answers.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no answering thread panics while it holds the list").clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Relaxed);
        // The listener wakes up for one more connection and sees that it should stop.
        let woken = TcpStream::connect(self.address).is_ok();
        if let Some(listener) = self.listener.take().filter(|_| woken) {
            listener.join().ok();
        }
    }
}

/// Reads one request, answers it, closes the connection. A connection that is never used is no request.
fn answer(stream: TcpStream, folder: &Path, requests: &Mutex<Vec<Request>>, faults: &Faults) {
    stream.set_read_timeout(Some(Duration::from_secs(30))).ok();
    let mut reader = BufReader::new(&stream);
    let mut first = String::new();
    if reader.read_line(&mut first).is_err() {
        return;
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else {
        return;
    };
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
        header.clear();
    }

    let special = faults.lock().expect("no answering thread panics while it holds the list");
    if special.away {
        return;
    }
    let file = file_of(special.folder.as_deref().unwrap_or(folder), path);
    let name = file.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let fault = (special.faults.iter())
        .find(|(beginning, _)| name.as_ref().is_some_and(|name| name.starts_with(beginning)))
        .map(|(_, fault)| *fault);
    let added = special.pages.iter().find(|(name, _)| name == path).map(|(_, html)| html.clone());
    let moved = special.moved.iter().find(|(name, _)| name == path).map(|(_, to)| to.clone());
    let slow = if added.is_some() { special.slow } else { Duration::ZERO };
    let readable = if special.readable { "Access-Control-Allow-Origin: *\r\n" } else { "" };
    drop(special);
    if let Some(to) = moved {
        let head = format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        (&stream).write_all(head.as_bytes()).ok();
        return;
    }
    thread::sleep(slow);
    let of_folder = || file.as_ref().and_then(|file| fs::read(file).ok());
    let mut body = added.clone().map(String::into_bytes).or_else(of_folder).filter(|_| fault != Some(Fault::Lost));
    if let (Some(Fault::Damaged), Some(last)) = (fault, body.as_mut().and_then(|body| body.last_mut())) {
        *last ^= 1;
    }
    let kind = if added.is_some() { page_mime(path) } else { file.as_deref().map_or("text/plain", mime) };
    let status = if body.is_some() { 200 } else { 404 };
    let request = Request { method: method.to_owned(), path: path.to_owned(), status, file: file.clone() };
    requests.lock().expect("no answering thread panics while it holds the list").push(request);

    let body = body.unwrap_or_else(|| b"not here".to_vec());
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\n{readable}X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        if status == 200 { "OK" } else { "Not Found" },
    );
    // A browser that went away in the middle is no failure of the site.
    (&stream).write_all(head.as_bytes()).and_then(|()| (&stream).write_all(&body)).ok();
}

/// The file behind a requested path, if the path lies below the mount and inside the folder.
fn file_of(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = path.split(['?', '#']).next()?.strip_prefix(MOUNT)?;
    if path.split('/').any(|part| part == "..") {
        return None;
    }
    let file = folder.join(if path.is_empty() { "index.html" } else { path });
    file.is_file().then_some(file)
}

/// The type of a page that was added: it is one, but where its name says that it is a script.
fn page_mime(path: &str) -> &'static str {
    if path.ends_with(".js") { mime(Path::new(path)) } else { "text/html; charset=utf-8" }
}

/// The type a good host sends for a file of this name.
fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "jsonl" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn get(site: &Site, path: &str) -> String {
        let mut stream = TcpStream::connect(site.address).expect("the site listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").expect("the site reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the site answers");
        answer
    }

    #[test]
    fn serves_below_the_mount_only_and_remembers_every_request() {
        let site = Site::serve(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        assert!(get(&site, "/a/b/site.rs?x=1").contains("200 OK"));
        for outside in ["/site.rs", "/a/b", "/a/b/../Cargo.toml", "/a/b/none.rs", "/favicon.ico"] {
            assert!(get(&site, outside).contains("404 Not Found"), "{outside} was served");
        }
        assert_eq!(site.requests().len(), 6);
        assert_eq!(site.requests()[0].status, 200);
    }

    #[test]
    fn spoils_what_it_is_told_to() {
        let site = Site::serve(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
        let whole = get(&site, "/a/b/site.rs");
        site.spoil("sit", Fault::Damaged);
        site.spoil("page", Fault::Lost);
        let damaged = get(&site, "/a/b/site.rs");
        assert!(damaged.len() == whole.len() && damaged != whole);
        assert!(get(&site, "/a/b/page.rs").contains("404 Not Found"));
    }
}
