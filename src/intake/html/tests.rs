//! What is seen of a page, and what becomes of it, case by case.

use super::read;
use crate::intake::draft::{Fate, Why};
use crate::model::BlockKind;

/// All lines, whatever becomes of them.
fn lines(page: &str) -> Vec<String> {
    let draft = read(page);
    draft.pieces.iter().map(|piece| draft.words(piece).to_owned()).collect()
}

fn kept(page: &str) -> Vec<(BlockKind, String)> {
    let draft = read(page);
    let kept = draft.pieces.iter().filter(|piece| piece.fate == Fate::Body);
    kept.map(|piece| (piece.kind, draft.words(piece).to_owned())).collect()
}

#[test]
fn words_of_a_line_are_neither_glued_nor_split() {
    assert_eq!(lines("<p>wi<b>ki</b><!-- x -->pe<wbr>dia <i>is</i>\n<b>here</b></p>"), ["wikipedia is here"]);
    assert_eq!(lines("<p>E = mc<sup>2</sup>, H<sub>2</sub>O<sup><a href=#1>[1]</a></sup></p>"), ["E = mc2, H2O[1]"]);
    assert_eq!(lines("<div><a href=/a>One</a><a href=/b>Two</a></div>"), ["One Two"]);
    assert_eq!(lines("a<p>b</p>c<div>d<span>e</span></div>f"), ["a", "b", "c", "de", "f"]);
    assert_eq!(lines("<p>a <x-tip>b</x-tip> c</p><x-card>d</x-card><x-card>e</x-card>"), ["a b c", "d", "e"]);
}

#[test]
fn references_are_read_and_spaces_that_do_not_break_stay() {
    assert_eq!(
        lines("<p>&lt;b&gt; &amp;amp; 3&nbsp;km &euro;5 dis&shy;appointed &#8212; &notaword;</p>"),
        ["<b> &amp; 3\u{a0}km €5 disappointed — ¬aword;"]
    );
    assert_eq!(lines("<p>&nbsp;</p><p>&nbsp; a &nbsp;</p>"), ["a"]);
    assert_eq!(lines("<p>می\u{200c}شود क\u{94d}\u{200d}ष</p>"), ["می\u{200c}شود क\u{94d}\u{200d}ष"]);
}

#[test]
fn what_is_not_shown_is_nowhere() {
    let page = "<script>var a = '<p>1</p>';</script><style>p{}</style><template><p>2</p></template><svg><title>3</title>\
                <text>4</text></svg><noscript><p>5</p></noscript><iframe>6</iframe><select><option>7</select><textarea>8\
                <b>9</textarea><video>10</video><canvas>11</canvas><p>seen<!-- 12 --></p><math><mi>x</mi><annotation>13\
                </annotation></math>";
    assert_eq!(lines(page), ["seen", "x"]);
    assert_eq!(lines("<script><!-- <script></script> --></script><p>a"), ["a"]);
    assert_eq!(lines("<title>a <b>b</b></title><p>c"), ["c"]);
    assert_eq!(&*read("<title>a <b>b</b></title><p>c").meta.title, "a <b>b</b>");
}

#[test]
fn what_is_hidden_can_be_turned_over() {
    let page = "<html><body><p>One line that is seen by everybody who reads it, today and tomorrow.</p>";
    for hidden in [
        "<p hidden>x y</p>",
        "<div aria-hidden=true>x y</div>",
        "<p STYLE='color:red; DISPLAY : none'>x y</p>",
        "<span STYLE=display:none>x y</span>",
        "<dialog>x y</dialog>",
        "<p class=sr-only>x y</p>",
    ] {
        let draft = read(&format!("{page}{hidden}"));
        let last = draft.pieces.last().map(|piece| (draft.words(piece), piece.fate, piece.why));
        assert_eq!(last, Some(("x y", Fate::Out, Some(Why::Hidden))), "{hidden}");
    }
    assert_eq!(lines("<p>a <span hidden>b</span>c</p>"), ["a c"]);
    assert_eq!(
        kept("<body STYLE=display:none><p>All of it waits for a script, and so nothing would be left.</p>").len(),
        1
    );
}

#[test]
fn ends_that_are_missing_or_in_the_wrong_place() {
    assert_eq!(lines("<p>a<p>b<ul><li>c<li>d</ul>e"), ["a", "b", "c", "d", "e"]);
    assert_eq!(lines("<b><p>a</b>b</p>c"), ["ab", "c"]);
    assert_eq!(lines("<table><tr><td>a<td>b<tr><td>c<td>d</table>e"), ["a\tb", "c\td", "e"]);
    assert_eq!(lines("<h1>a</h2>b</h1></div></x>c"), ["a", "bc"]);
    assert_eq!(lines("<div>a</p>b</div>"), ["a", "b"]);
    assert_eq!(lines("a</br>b"), ["a b"]);
    assert_eq!(lines("<td>a</td><td>b"), ["a", "b"]);
    assert_eq!(lines("<p>a <"), ["a <"]);
    assert_eq!(lines("<p>a <b"), ["a"]);
}

#[test]
fn lines_that_stand_as_they_are() {
    let found = kept("<p>x</p><pre>\n  if a:\n\tb\r\n</pre><p>y  z</p>");
    assert_eq!(found[1], (BlockKind::Other, "if a:\n\tb".to_owned()));
    assert_eq!(found[2].1, "y z");
}

#[test]
fn tables_of_figures_are_rows_and_others_are_not() {
    let figures =
        "<table><caption>Fires</caption><tr><th>Year<th>All<th>Big<tr><td>1997<td><td>2<tr><td>1998<td>19</table>";
    assert_eq!(lines(figures), ["Fires", "Year\tAll\tBig", "1997\t\t2", "1998\t19"]);
    let layout = "<table><tr><td><p>One.</p><p>Two.</p></td><td>Menu</td></tr><tr><td>x<td>y</table>";
    assert_eq!(lines(layout), ["One.", "Two.", "Menu", "x", "y"]);
}

#[test]
fn what_is_known_is_taken_from_where_it_stands() {
    let page = "<html lang=pt_BR><head><title>Chuva - Diário</title><link rel=canonical href='javascript:x'>\
                <meta property=og:url content='https://a.example/b'><meta name=author content='https://a.example/ann'>\
                <meta property='og:site_name' content=Diário><meta name=description content='Sobre a chuva'>\
                <meta property='article:modified_time' content=2024-01-03></head><body><h1>Chuva forte</h1>\
                <p class=byline>By Ann Lee | 2 May 2024</p><p>Choveu muito ontem, e a ponte caiu, disse a prefeitura.</p>";
    let meta = read(page).meta;
    assert_eq!(&*meta.title, "Chuva");
    assert_eq!(meta.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(meta.source_url.as_deref(), Some("https://a.example/b"));
    assert_eq!(meta.site.as_deref(), Some("Diário"));
    assert_eq!(meta.language.as_deref(), Some("pt-BR"));
    let extra: Vec<_> = meta.extra.iter().map(|(key, value)| (&**key, &**value)).collect();
    assert_eq!(extra, [("description", "Sobre a chuva"), ("modified", "2024-01-03")]);
}

#[test]
fn nothing_is_no_article() {
    for page in ["", " \n", "<p></p>", "<html><head><title>x</title></head><body></body></html>", "<script>x</script>"]
    {
        assert_eq!(read(page).pieces, [], "{page}");
        assert_eq!(read(page).document(1), None);
    }
}

#[test]
fn where_there_is_no_running_text_all_but_the_frame_is_kept() {
    let page =
        "<html><body><nav><a href=/>Home</a></nav><h1>Tides</h1><div>High 6:12</div><div>Low 12:30</div></body></html>";
    let found: Vec<_> = kept(page).into_iter().map(|(_, words)| words).collect();
    assert!(found.contains(&"High 6:12".to_owned()) && !found.contains(&"Home".to_owned()), "{found:?}");
}
