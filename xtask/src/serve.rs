//! `cargo xtask serve`: from a fresh clone to the page in a browser.

use crate::failure::{Failure, Outcome};
use crate::{build, place, run, tools};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

const FIRST_PORT: u16 = 8080;

/// Installs what is missing, builds, serves, and rebuilds when a file changes.
pub(crate) fn serve(options: &[&str]) -> Outcome {
    let (port, release) = read(options)?;
    tools::ensure(tools::TO_BUILD)?;
    if release {
        tools::ensure(tools::TO_RELEASE)?;
    }
    tools::fetch()?;

    let port = port.map_or_else(free_port, Ok)?;
    println!("Building the page; the first time takes a minute or two.");
    announce(port);
    let number = port.to_string();
    // A folder of its own, so that serving never disturbs a release build in `dist/`.
    let mut arguments = vec!["serve", "--port", &number, "--address", "127.0.0.1", "--dist", "target/serve"];
    if release {
        // Trunk's reload script is inline, and the content policy of a release build refuses it.
        arguments.extend(["--release", "--no-autoreload"]);
    }
    let dist = place::root().join("target").join("serve");
    std::fs::create_dir_all(&dist).map_err(|error| Failure::file("make", &dist, &error))?;
    if run::stream(&mut build::trunk(&arguments)?)? { Ok(()) } else { Err(Failure::failed("trunk stopped")) }
}

fn read(options: &[&str]) -> Outcome<(Option<u16>, bool)> {
    let (mut port, mut release) = (None, false);
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--release" => release = true,
            "--port" => {
                let number = rest.next().and_then(|text| text.parse().ok());
                port = Some(number.ok_or_else(|| Failure::set_up("--port needs a number"))?);
            }
            other => return Err(Failure::set_up(format!("serve knows no {other}"))),
        }
    }
    Ok((port, release))
}

/// The usual port, or the next one that nothing listens on.
fn free_port() -> Outcome<u16> {
    (FIRST_PORT..FIRST_PORT + 100)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| Failure::set_up("no free port was found; name one with --port"))
}

/// Prints the address once the page answers, which is after the first build.
fn announce(port: u16) {
    std::thread::spawn(move || {
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            std::thread::sleep(Duration::from_millis(300));
        }
        println!("\n    Manicule is at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n");
    });
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn options_are_read() {
        assert_eq!(read(&[]), Ok((None, false)));
        assert_eq!(read(&["--port", "9000", "--release"]), Ok((Some(9000), true)));
        assert!(read(&["--port"]).is_err());
        assert!(read(&["--open"]).is_err());
    }
}
