//! `cargo xtask screens`: a picture of every screen in every way the page can look, looked at by axe-core too, and put together
//! small under `docs/screens/`.

use crate::failure::{Failure, Outcome};
use crate::{browser, build, place, run, tools};

/// Builds the page and has the journey through all screens take its pictures.
pub(crate) fn screens() -> Outcome {
    tools::ensure(tools::TO_CHECK)?;
    tools::ensure(browser::TO_BROWSE)?;
    build::build_and_weigh(&[])?;
    let arguments = ["test", "--locked", "--package", "manicule-e2e", "--test", "journeys", "--", "accessible::"];
    let mut journey = run::cargo(&arguments)?;
    journey.env("MANICULE_DIST", place::root().join("dist")).env("MANICULE_SCREENS", "1");
    if !run::stream(&mut journey)? {
        return Err(Failure::failed("the journey through all screens"));
    }
    println!("The pictures are in docs/screens; larger ones in target/screens/accessible/every_screen.");
    Ok(())
}
