//! Running other programs: streamed, or with what they print kept.

use crate::failure::{Failure, Outcome};
use crate::place;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// A command that runs in the checkout and finds the pinned tools first.
pub(crate) fn tool(program: &str, arguments: &[&str]) -> Outcome<Command> {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(place::root()).env("PATH", place::path_with_tools()?);
    // Set by the cargo that runs us, and wrong for any other package.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    Ok(command)
}

/// `cargo`, of the toolchain that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Outcome<Command> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    tool(&cargo, arguments)
}

/// Runs to the end with the terminal's own input and output; `false` when it reports failure.
pub(crate) fn stream(command: &mut Command) -> Outcome<bool> {
    command.status().map(|status| status.success()).map_err(|error| not_started(command, &error))
}

/// Like [`stream`], but also hands every line of standard output to `each`.
pub(crate) fn stream_lines(command: &mut Command, mut each: impl FnMut(&str)) -> Outcome<bool> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(pipe) = child.stdout.take() {
        let mut out = std::io::stdout();
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        // Bytes, not text: a test may print what is not UTF-8, and that must not stop the stream.
        while matches!(reader.read_until(b'\n', &mut line), Ok(read) if read > 0) {
            let _ = out.write_all(&line).and_then(|()| out.flush());
            each(String::from_utf8_lossy(&line).trim_end());
            line.clear();
        }
    }
    child.wait().map(|status| status.success()).map_err(|error| not_started(command, &error))
}

/// Gives a text to a program and takes what it makes of it. What it complains of goes to the terminal.
pub(crate) fn pipe(command: &mut Command, text: &str) -> Outcome<String> {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    let input = child.stdin.take();
    // Beside the reading: neither waits for the other to make room.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || input.map(|mut input| input.write_all(text.as_bytes())));
        child.wait_with_output()
    });
    let output = output.map_err(|error| not_started(command, &error))?;
    let program = command.get_program().to_string_lossy();
    if !output.status.success() {
        return Err(Failure::failed(format!("{program} did not work")));
    }
    String::from_utf8(output.stdout).map_err(|_| Failure::failed(format!("{program} wrote no text")))
}

/// What a program prints on standard output, or nothing when it is missing or fails.
pub(crate) fn ask(program: impl AsRef<Path>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program.as_ref()).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    Failure::set_up(format!("{program} could not be started: {error}"))
}
