//! `cargo xtask doctor`: what is there, what is missing, the one line that mends it.

use crate::failure::{Failure, Outcome};
use crate::tools::{TO_BUILD, TO_CHECK, TO_RELEASE};
use crate::{browser, run};

/// Lists everything and changes nothing.
pub(crate) fn doctor() -> Outcome {
    let rust = run::ask("rustc", &["--version"]).unwrap_or_else(|| "rustc does not run".to_owned());
    println!("ok       {:13} {rust}", "Rust");
    let mut missing = 0;
    for tool in [TO_BUILD, TO_RELEASE, TO_CHECK, browser::TO_BROWSE, browser::TO_VERIFY].into_iter().flatten() {
        match (tool.find)() {
            Ok(found) => println!("ok       {:13} {found}", tool.name),
            Err(wrong) => {
                missing += 1;
                println!("MISSING  {:13} {wrong}; it is for {}", tool.name, tool.purpose);
                println!("         {:13} mend it: {}", "", (tool.mend)());
            }
        }
    }
    if missing == 0 {
        println!("Everything is there.");
        Ok(())
    } else {
        println!("`serve`, `build` and `test` install by themselves what they can.");
        Err(Failure::set_up(format!("{missing} missing")))
    }
}
