//! How the page is looked at: in a window of another size, in dark, in the colours of the system; and what axe-core finds.

use crate::page::Page;
use crate::stage::repository;
use serde_json::{Value, json};
use std::fs;

/// Something that a person may have asked of their system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Nothing.
    #[default]
    Light,
    /// Dark pages.
    Dark,
    /// The system's own few colours (Windows: contrast themes).
    Forced,
}

impl Page {
    /// Pictures of what is shown: wide and narrow, light and dark.
    #[track_caller]
    pub fn pictures(&self, name: &str) {
        self.screenshot(name);
        self.theme(Theme::Dark);
        self.screenshot(&format!("{name}, dark"));
        self.window(390, 844);
        self.screenshot(&format!("{name}, narrow and dark"));
        self.theme(Theme::Light);
        self.screenshot(&format!("{name}, narrow"));
        self.window(1400, 900);
    }

    /// Makes the window as large as this, in CSS pixels.
    #[track_caller]
    pub fn window(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser().devtools("Emulation.setDeviceMetricsOverride", size);
        self.idle();
    }

    /// Asks for a theme.
    #[track_caller]
    pub fn theme(&self, theme: Theme) {
        let scheme = if theme == Theme::Dark { "dark" } else { "light" };
        let forced = if theme == Theme::Forced { "active" } else { "none" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "forced-colors", "value": forced },
        ]);
        self.browser().devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
        self.idle();
    }

    /// The text of axe-core, which `cargo xtask test` puts where it is looked for here; or why it cannot be had.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn axe() -> Result<String, String> {
        let file = repository().join("target/tools/node/node_modules/axe-core/axe.min.js");
        fs::read_to_string(&file).map_err(|error| format!("axe-core is not there ({}: {error})", file.display()))
    }

    /// Everything that axe-core has to say against what is shown: each rule with the places that break it.
    #[track_caller]
    pub fn axe_finds(&self, axe: &str) -> Vec<String> {
        // What fades is looked at as it is when it is there.
        let script = format!(
            "if (!window.axe) {{ {axe}\n }} \
             document.getAnimations().forEach((each) => each.cancel()); \
             return window.axe.run(document, {{ resultTypes: ['violations'] }}).then(({{ violations }}) => \
             violations.flatMap((rule) => rule.nodes.map((node) => \
             `${{rule.id}}: ${{node.target.join(' ')}}: ${{node.failureSummary}} ${{node.html.slice(0, 160).toWellFormed()}}`)))"
        );
        let found = self.browser().ask(&script, &[]);
        let found = found.as_array().cloned().unwrap_or_default();
        found.iter().map(|one| one.as_str().map_or_else(|| Value::to_string(one), str::to_owned)).collect()
    }
}
