//! What is known of the open article besides its text: what can be corrected, each field kept when it is left; and what is
//! as it came.

use yew::prelude::*;

use super::kept::{self, Kept, kept, saying};
use super::shared::{action_button, words};
use super::store::Store;
use crate::browser::clock;
use crate::model::meta_field::day_of;
use crate::model::{Document, Fixes, MetaField, Role};
use crate::session::state::Mistyped;
use crate::session::{Args, Command, Message, State, Words};

/// Languages that are offered, by tag, each with the name that it has for itself; every other tag can be typed.
pub const LANGUAGES: [(&str, &str); 36] = [
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// What a field is called.
#[must_use]
pub const fn field_name(field: MetaField) -> Words {
    match field {
        MetaField::Title => Words::AboutTitle,
        MetaField::Byline => Words::AboutByline,
        MetaField::Published => Words::AboutPublished,
        MetaField::Url => Words::AboutUrl,
        MetaField::Site => Words::AboutSite,
        MetaField::Language => Words::AboutLanguage,
    }
}

/// The sheet; `wrong` is what was typed last that is not kept.
pub fn draw(store: &Store, state: &State, wrong: Option<&Mistyped>) -> Html {
    let Some(document) = state.document() else { return Html::default() };
    let locked = document.meta.locked;
    html! {
        <div class="about-sheet">
            <h2 id="sheet-title">{ Words::ActAboutArticle.text() }</h2>
            if locked { <p class="warn">{ Words::AboutLocked.text() }</p> }
            <div class="about-fields">
                for (field, _) in MetaField::ALL {
                    { field_html(store, document, field, wrong.filter(|wrong| wrong.field == field)) }
                }
            </div>
            <datalist id="languages">
                for (tag, name) in LANGUAGES { <option key={tag} value={tag} label={name} /> }
            </datalist>
            { facts(document) }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </div>
    }
}

fn field_html(store: &Store, document: &Document, field: MetaField, wrong: Option<&Mistyped>) -> Html {
    let now = field.of(&document.meta).map(ToString::to_string).unwrap_or_default();
    let shown = wrong.map_or_else(|| now.clone(), |wrong| wrong.typed.to_string());
    let args = Args { field: Some(field.as_str().to_owned()), ..Args::document(&document.id) };
    let Kept { onchange, onkeydown } = kept(store, Command::SetArticle, args.clone(), &now, kept::text);
    // What is left alone is not wrong any more.
    let onkeydown = match wrong {
        None => onkeydown,
        Some(_) => {
            let (store, args) = (store.clone(), Args { text: Some(now.clone()), ..args });
            Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Escape" {
                    store.run(Command::SetArticle, args.clone());
                }
                onkeydown.emit(event);
            })
        }
    };
    let (name, hint) = (field.as_str(), hint(field, &now));
    let below = format!("about-{name}");
    let described = (wrong.is_some() || hint.is_some()).then(|| below.clone());
    let narrow = matches!(field, MetaField::Published | MetaField::Language);
    html! {
        <div class={classes!("field", narrow.then_some("half"))} key={name}>
            <label>
                <span>{ field_name(field).text() }</span>
                if field == MetaField::Title {
                    { saying(html! { <textarea rows="2" dir="auto" data-field={name} readonly={document.meta.locked} spellcheck="false"
                        aria-invalid={wrong.map(|_| "true")} aria-describedby={described} {onchange} {onkeydown} /> }, &shown) }
                } else {
                    { saying(html! { <input type="text" dir="auto" autocomplete="off" data-field={name} readonly={document.meta.locked} spellcheck="false"
                        inputmode={(field == MetaField::Url).then_some("url")} list={(field == MetaField::Language).then_some("languages")}
                        aria-invalid={wrong.map(|_| "true")} aria-describedby={described} {onchange} {onkeydown} /> }, &shown) }
                }
            </label>
            if let Some(wrong) = wrong {
                <p id={below} class="field-told warn" role="alert">{ wrong.why.text() }</p>
            } else if let Some(hint) = hint {
                <small id={below}>{ hint }</small>
            }
            if field == MetaField::Url && wrong.is_none() && crate::model::meta_field::is_address(&now) {
                <a href={now} target="_blank" rel="noopener noreferrer">{ Words::AboutOpen.text() }</a>
            }
        </div>
    }
}

/// What stands below a field.
fn hint(field: MetaField, now: &str) -> Option<String> {
    match field {
        MetaField::Published if !now.is_empty() => Some(match day_of(now) {
            Some(day) => Message::new(Words::AboutDate, &[clock::read_long_day(day)]).text(),
            None => Words::AboutNoDate.text().to_owned(),
        }),
        MetaField::Language => {
            let known = LANGUAGES.iter().find(|(tag, _)| now.split('-').next() == Some(*tag));
            Some(known.map_or(Words::AboutLanguageHint.text(), |(_, name)| name).to_owned())
        }
        _ => None,
    }
}

/// What nobody changes: where the text comes from, how long it is, what was done to it.
fn facts(document: &Document) -> Html {
    let (article, meta) = (&document.article, &document.meta);
    let provenance = article.provenance();
    let furniture = document.blocks.iter().filter(|block| block.role == Role::Furniture).count();
    let lengths =
        [usize::try_from(article.lengths().code_points).unwrap_or_default(), document.blocks.len(), furniture];
    let file = match &*provenance.file_name {
        "" => Words::AboutPasted.text().to_owned(),
        name => name.to_owned(),
    };
    let mut rows: Vec<(String, Html)> = vec![
        (Words::AboutFile.text().to_owned(), html! { <bdi>{ file }</bdi> }),
        (Words::AboutLength.text().to_owned(), Html::from(Message::new(Words::AboutLengthIs, &lengths).text())),
        (Words::AboutFixes.text().to_owned(), Html::from(fixes(&provenance.fixes))),
    ];
    let more = [(Words::AboutRetrieved, &meta.retrieved), (Words::AboutLicense, &meta.license)];
    for (name, value) in more {
        rows.extend(value.as_ref().map(|value| (name.text().to_owned(), html! { <bdi>{ value.to_string() }</bdi> })));
    }
    rows.push((Words::AboutSum.text().to_owned(), html! { <code>{ article.sha256().to_owned() }</code> }));
    let pair = |(name, value): (Html, Html)| html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> };
    let extra = meta.extra.iter().map(|(name, value)| {
        pair((html! { <bdi>{ name.to_string() }</bdi> }, html! { <bdi>{ value.to_string() }</bdi> }))
    });
    html! {
        <>
            <dl class="about-facts">for (name, value) in rows { { pair((Html::from(name), value)) } }</dl>
            if !meta.extra.is_empty() {
                <details class="about-more">
                    <summary>{ Words::AboutMore.text() }<small>{ meta.extra.len() }</small></summary>
                    <dl class="about-facts">for row in extra { { row } }</dl>
                </details>
            }
        </>
    }
}

/// What was changed of a text when it came in.
fn fixes(fixes: &Fixes) -> String {
    let bom = fixes.byte_order_mark.then(|| Words::AboutFixBom.text().to_owned());
    let counted = [
        (fixes.crlf, Words::AboutFixCrlf),
        (fixes.cr, Words::AboutFixCr),
        (fixes.nul, Words::AboutFixNul),
        (fixes.surrogates, Words::AboutFixSurrogates),
    ];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    let all: Vec<String> =
        bom.into_iter().chain(counted.map(|(count, words)| Message::new(*words, &[count]).text())).collect();
    if all.is_empty() { Words::AboutNoFixes.text().to_owned() } else { all.join("; ") }
}
