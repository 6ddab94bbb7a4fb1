//! What is read of examples: mostly those of `CommonMark`, in its own notation.

use super::*;

fn inlines(out: &mut String, inside: &[Inline]) {
    for one in inside {
        match one {
            Inline::Text(words) => out.push_str(words),
            Inline::Code(words) => *out += &format!("<code>{words}</code>"),
            Inline::Break => out.push_str("<br>"),
            Inline::Emphasis(inside) => wrap(out, "em", inside),
            Inline::Strong(inside) => wrap(out, "strong", inside),
            Inline::Link(target, inside) => {
                match target {
                    Target::Page(page) => *out += &format!("<a {page}>"),
                    Target::Here(anchor) => *out += &format!("<a #{anchor}>"),
                }
                inlines(out, inside);
                out.push_str("</a>");
            }
        }
    }
}

fn wrap(out: &mut String, name: &str, inside: &[Inline]) {
    *out += &format!("<{name}>");
    inlines(out, inside);
    *out += &format!("</{name}>");
}

fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { level, inside, .. } => wrap(&mut out, &format!("h{level}"), inside),
            Block::Paragraph(inside) => wrap(&mut out, "p", inside),
            Block::Code(lines) => out += &format!("<pre>{lines}</pre>"),
            Block::Quote(inside) => out += &format!("<quote>{}</quote>", html(inside)),
            Block::Rule => out.push_str("<hr>"),
            Block::List { start, tight, items } => {
                let name = start.map_or("ul".to_owned(), |start| format!("ol {start}"));
                out += &format!("<{name}{}>", if *tight { "" } else { " loose" });
                for item in items {
                    out += &format!("<li>{}</li>", html(item));
                }
                out += &format!("</{}>", name.get(..2).unwrap_or_default());
            }
            Block::Table { sides, head, rows } => {
                out += &format!("<table {sides:?}>");
                for row in std::iter::once(head).chain(rows) {
                    out.push_str("<tr>");
                    row.iter().for_each(|cell| wrap(&mut out, "td", cell));
                    out.push_str("</tr>");
                }
                out.push_str("</table>");
            }
        }
    }
    out
}

fn check(examples: &[(&str, &str)]) {
    for (text, expected) in examples {
        assert_eq!(html(&read(text)), *expected, "{text:?}");
    }
}

#[test]
fn blocks_are_told_apart() {
    check(&[
        ("a\nb\n\nc", "<p>a\nb</p><p>c</p>"),
        ("# A\n## B ##\n####### c\n#d", "<h1>A</h1><h2>B</h2><p>####### c\n#d</p>"),
        ("# A \\#\n#\n", "<h1>A #</h1><h1></h1>"),
        ("A\n=\nB\nC\n---\nd", "<h1>A</h1><h2>B\nC</h2><p>d</p>"),
        ("***\n - - -\n__\n", "<hr><hr><p>__</p>"),
        ("    a\n\n      b\n\nc", "<pre>a\n\n  b</pre><p>c</p>"),
        ("a\n    b", "<p>a\nb</p>"),
        ("```rust\n<b>\n\n*a*\n```\nc", "<pre><b>\n\n*a*</pre><p>c</p>"),
        ("~~~\na\n```\n~~~~", "<pre>a\n```</pre>"),
        ("```\na", "<pre>a</pre>"),
        ("  ```\n   a\n  b\n ```", "<pre> a\nb</pre>"),
        ("``` a`b\n", "<p>``` a`b</p>"),
        ("\ta", "<pre>a</pre>"),
        ("a\r\nb\rc", "<p>a\nb\nc</p>"),
        ("\u{feff}# A", "<h1>A</h1>"),
        ("", ""),
        (" \n\t\n", ""),
    ]);
}

#[test]
fn quotations_and_lists_lie_in_each_other() {
    check(&[
        ("> # A\n> b\n> c", "<quote><h1>A</h1><p>b\nc</p></quote>"),
        ("> a\nb\n\nc", "<quote><p>a\nb</p></quote><p>c</p>"),
        ("> a\n---", "<quote><p>a</p></quote><hr>"),
        ("> a\n\n> b", "<quote><p>a</p></quote><quote><p>b</p></quote>"),
        ("> > a\nb", "<quote><quote><p>a\nb</p></quote></quote>"),
        (">     a\n\n>    b", "<quote><pre>a</pre></quote><quote><p>b</p></quote>"),
        ("- a\n- b\n+ c", "<ul><li><p>a</p></li><li><p>b</p></li></ul><ul><li><p>c</p></li></ul>"),
        ("- a\n\n- b", "<ul loose><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n\n  b\n- c", "<ul loose><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"),
        (
            "- a\n  - b\n\n    c\n- d",
            "<ul><li><p>a</p><ul loose><li><p>b</p><p>c</p></li></ul></li><li><p>d</p></li></ul>",
        ),
        ("* a\n  > b\n  >\n* c", "<ul><li><p>a</p><quote><p>b</p></quote></li><li><p>c</p></li></ul>"),
        ("- a\n  ```\n  b\n\n\n  ```\n- c", "<ul><li><p>a</p><pre>b\n\n</pre></li><li><p>c</p></li></ul>"),
        ("3. a\n4. b\n5) c", "<ol 3><li><p>a</p></li><li><p>b</p></li></ol><ol 5><li><p>c</p></li></ol>"),
        ("a\n2. b\n1. c", "<p>a\n2. b</p><ol 1><li><p>c</p></li></ol>"),
        ("a\n- b", "<p>a</p><ul><li><p>b</p></li></ul>"),
        ("- a\nb", "<ul><li><p>a\nb</p></li></ul>"),
        ("- a\n\nb", "<ul><li><p>a</p></li></ul><p>b</p>"),
        ("-   a\n\n    b", "<ul loose><li><p>a</p><p>b</p></li></ul>"),
        ("-     a", "<ul><li><pre>a</pre></li></ul>"),
        ("-\n  a\n-\n- b", "<ul><li><p>a</p></li><li></li><li><p>b</p></li></ul>"),
        ("-\n\n  a", "<ul><li></li></ul><p>a</p>"),
        ("- - a\n  - b", "<ul><li><ul><li><p>a</p></li><li><p>b</p></li></ul></li></ul>"),
        ("1. > a\n   b", "<ol 1><li><quote><p>a\nb</p></quote></li></ol>"),
        ("- a\n * b\n- - -", "<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul><hr>"),
        ("-a\n1.b\n1234567890. c", "<p>-a\n1.b\n1234567890. c</p>"),
    ]);
}

#[test]
fn tables_have_a_line_below_their_head() {
    check(&[
        (
            "| a | b |\n|:--|--:|\n| *c* | d\\|e | f |\ng\n\nh",
            "<table [Start, End]><tr><td>a</td><td>b</td></tr><tr><td><em>c</em></td><td>d|e</td></tr><tr><td>g</td></tr></table><p>h</p>",
        ),
        (
            "x\na|b\n:-:|-\n- c",
            "<p>x</p><table [Middle, Start]><tr><td>a</td><td>b</td></tr></table><ul><li><p>c</p></li></ul>",
        ),
        ("| a | b |\n| - |", "<p>| a | b |\n| - |</p>"),
        ("a | b\n-- | :", "<p>a | b\n-- | :</p>"),
    ]);
}

#[test]
fn words_are_stressed() {
    check(&[
        ("*a* **b** _c_ __d__", "<p><em>a</em> <strong>b</strong> <em>c</em> <strong>d</strong></p>"),
        ("***a***", "<p><em><strong>a</strong></em></p>"),
        ("***a** b*", "<p><em><strong>a</strong> b</em></p>"),
        ("*a **b***", "<p><em>a <strong>b</strong></em></p>"),
        ("*foo**bar**baz*", "<p><em>foo<strong>bar</strong>baz</em></p>"),
        ("*foo**bar*", "<p><em>foo**bar</em></p>"),
        ("**foo*bar*", "<p>**foo<em>bar</em></p>"),
        ("foo***bar***baz", "<p>foo<em><strong>bar</strong></em>baz</p>"),
        ("a_b_c * d * e", "<p>a_b_c * d * e</p>"),
        ("_a*b_c*", "<p>_a<em>b_c</em></p>"),
        ("*(*a*)*", "<p><em>(<em>a</em>)</em></p>"),
        ("*“a”*b", "<p>*“a”*b</p>"),
        ("_«да»_, _да_", "<p><em>«да»</em>, <em>да</em></p>"),
        ("\\*a\\* \\a \\\\", "<p>*a* \\a \\</p>"),
        ("**a\nb**", "<p><strong>a\nb</strong></p>"),
        ("a  \nb\\\nc \nd  ", "<p>a<br>b<br>c\nd</p>"),
        ("`a*b*` ``c`d`` `` ` `` `e", "<p><code>a*b*</code> <code>c`d</code> <code>`</code> `e</p>"),
        ("*a`*`", "<p>*a<code>*</code></p>"),
        ("&lt;b&gt; &#42;a&#x2a; &nope; &amp", "<p><b> *a* &nope; &amp</p>"),
    ]);
}

#[test]
fn links_lead_to_the_web_to_mail_and_to_headings() {
    check(&[
        ("[a *b*](https://e.org/x_(y)_z \"t\")", "<p><a https://e.org/x_(y)_z>a <em>b</em></a></p>"),
        ("[a](<http://e.org/b c>) [d]( http://e.org )", "<p>[a](<http://e.org/b c>) <a http://e.org>d</a></p>"),
        ("*[a*](http://e.org)", "<p>*<a http://e.org>a*</a></p>"),
        ("[a](#Größe) [b](mailto:x@e.org)", "<p><a #größe>a</a> <a mailto:x@e.org>b</a></p>"),
        (
            "[a [b](http://e.org) c](http://f.org)",
            "<p>[a <a http://e.org>b</a> c](<a http://f.org>http://f.org</a>)</p>",
        ),
        ("[![b](c.png)](http://e.org)", "<p><a http://e.org>b</a></p>"),
        ("![a *b*](javascript:x) ![c]", "<p>a b ![c]</p>"),
        (
            "<https://e.org/?a=b> <x@e.org> <b>",
            "<p><a https://e.org/?a=b>https://e.org/?a=b</a> <a mailto:x@e.org>x@e.org</a> <b></p>",
        ),
        ("(https://e.org/a_(b)).", "<p>(<a https://e.org/a_(b)>https://e.org/a_(b)</a>).</p>"),
        ("xhttps://e.org http://", "<p>xhttps://e.org http://</p>"),
        ("[](http://e.org) [a]() [a]", "<p>[](<a http://e.org>http://e.org</a>) [a]() [a]</p>"),
        ("\\[a](http)", "<p>[a](http)</p>"),
    ]);
}

#[test]
fn nothing_else_is_a_link_and_markup_is_text() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\script:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://e.org/x",
        "//e.org",
        "/x",
        "x.html",
        "https:e.org",
        "http://",
        "mailto:",
        "#",
    ] {
        let text = format!("[a]({address})");
        let read = html(&read(&text));
        assert!(read.starts_with("<p>[a](") && !read.contains("<a "), "{text}: {read}");
    }
    let hostile = "<img src=x onerror=\"alert(1)\"> <script>alert(1)</script>";
    check(&[(hostile, &format!("<p>{hostile}</p>"))]);
    assert_eq!(links::target("https://e.org/\u{9}x"), None);
    assert_eq!(links::target("\u{1}https://e.org"), None);
    assert_eq!(links::target(&format!("https://{}", "x".repeat(3000))), None);
    assert!(matches!(links::target("HTTPS://e.org"), Some(Target::Page(_))));
}

#[test]
fn headings_are_named_apart() {
    let blocks = read("# Größe & Co.\n# a\n# a\n## a-1\n# a\n#\n> # q");
    let contents: Vec<_> =
        contents(&blocks).into_iter().map(|(level, _, anchor)| (level, anchor.to_string())).collect();
    let expected = [(1, "größe--co"), (1, "a"), (1, "a-1"), (2, "a-1-1"), (1, "a-2"), (1, "section")];
    assert_eq!(contents, expected.map(|(level, anchor)| (level, anchor.to_owned())));
}
