//! Words by which the frame of an article is known, in the languages of many pages. A line begins with them or is them; a
//! sentence that only has them in it is not meant.

use crate::intake::draft::Why;

/// What leads to another article: at the beginning of a line.
const MORE: &[&str] = &[
    "read more",
    "read also",
    "also read",
    "see also",
    "related",
    "related story",
    "more on this",
    "more:",
    "recommended",
    "you may also like",
    "you might also like",
    "don't miss",
    "watch:",
    "in pictures:",
    "continue reading",
    "lire aussi",
    "à lire aussi",
    "lire également",
    "à lire",
    "voir aussi",
    "sur le même sujet",
    "lesen sie auch",
    "mehr zum thema",
    "auch interessant",
    "mehr dazu",
    "lesen sie mehr",
    "lea también",
    "leer también",
    "lee también",
    "te puede interesar",
    "más información",
    "también te puede",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais",
    "mais lidas",
    "leggi anche",
    "lees ook",
    "läs också",
    "les også",
    "czytaj też",
    "czytaj także",
    "zobacz też",
    "читайте также",
    "читать также",
    "читайте далее",
    "смотрите также",
    "по теме",
    "читайте також",
    "اقرأ أيضا",
    "اقرأ أيضًا",
    "إقرأ أيضا",
    "اقرأ المزيد",
    "الأكثر قراءة",
    "بیشتر بخوانید",
    "קראו גם",
    "עוד בנושא",
    "כתבות נוספות",
    "ayrıca okuyun",
    "bunlar da ilginizi",
    "diğer haberler",
    "ilgili haberler",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "関連記事",
    "関連ニュース",
    "あわせて読みたい",
    "相关新闻",
    "相关阅读",
    "延伸阅读",
    "相關新聞",
    "관련기사",
    "관련 기사",
    "baca juga",
    "xem thêm",
    "soma pia",
    "diğer",
];

/// An advertisement's label: the whole line.
const ADVERT: &[&str] = &[
    "advertisement",
    "advertisements",
    "advert",
    "ad",
    "ads",
    "sponsored",
    "sponsored content",
    "paid content",
    "story continues below advertisement",
    "article continues below advertisement",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "advertentie",
    "annons",
    "annonse",
    "reklama",
    "реклама",
    "إعلان",
    "اعلان",
    "פרסומת",
    "reklam",
    "विज्ञापन",
    "広告",
    "广告",
    "廣告",
    "광고",
    "iklan",
    "quảng cáo",
    "تبلیغات",
];

/// Sharing: the whole line, or before a colon.
const SHARE: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "share on",
    "share this story",
    "tweet",
    "follow us",
    "copy link",
    "teilen",
    "partager",
    "compartir",
    "compartilhar",
    "compartilhe",
    "condividi",
    "delen",
    "поделиться",
    "شارك",
    "مشاركة",
    "שתפו",
    "שתף",
    "paylaş",
    "シェア",
    "分享到",
    "分享",
    "공유",
    "साझा करें",
    "email",
    "print",
];

/// Signing up: at the beginning of a heading or short line.
const SUBSCRIBE: &[&str] = &[
    "subscribe",
    "sign up",
    "sign in to",
    "get our newsletter",
    "newsletter",
    "become a member",
    "already a subscriber",
    "to continue reading",
    "you have reached your limit",
    "this article is for subscribers",
    "abonnez-vous",
    "s'abonner",
    "article réservé aux abonnés",
    "jetzt abonnieren",
    "suscríbete",
    "suscribase",
    "assine",
    "abbonati",
    "подпишитесь",
    "подписывайтесь",
    "اشترك",
    "abone ol",
];

/// Where a text comes from: before a colon.
const SOURCE: &[&str] = &[
    "source",
    "sources",
    "quelle",
    "quellen",
    "fuente",
    "fuentes",
    "fonte",
    "fontes",
    "fonti",
    "bron",
    "källa",
    "źródło",
    "источник",
    "источники",
    "джерело",
    "المصدر",
    "منبع",
    "מקור",
    "kaynak",
    "स्रोत",
    "出典",
    "来源",
    "來源",
    "출처",
    "sumber",
    "nguồn",
];

/// Who took a picture: before a colon or a name.
const CREDIT: &[&str] = &[
    "photo",
    "photos",
    "photo by",
    "photograph",
    "photograph by",
    "photographs by",
    "picture",
    "pictures",
    "image",
    "images",
    "photo credit",
    "image credit",
    "credit",
    "foto",
    "fotos",
    "bild",
    "imagen",
    "imagem",
    "фото",
    "фото автора",
    "صورة",
    "צילום",
    "写真",
    "图片",
    "撮影",
    "फोटो",
    "fotoğraf",
];

/// When it was published or changed: at the beginning of a line.
const PUBLISHED: &[&str] = &[
    "published",
    "publish date",
    "posted on",
    "posted:",
    "updated",
    "last updated",
    "first published",
    "last modified",
    "publié",
    "publie le",
    "mis à jour",
    "veröffentlicht",
    "aktualisiert",
    "stand:",
    "publicado",
    "actualizado",
    "atualizado",
    "pubblicato",
    "aggiornato",
    "gepubliceerd",
    "publicerad",
    "opublikowano",
    "опубликовано",
    "обновлено",
    "نشر في",
    "تاريخ النشر",
    "آخر تحديث",
    "פורסם",
    "עודכן",
    "yayınlanma",
    "güncelleme",
    "प्रकाशित",
    "公開",
    "更新",
    "发布时间",
    "发布",
    "發布",
    "입력",
    "diterbitkan",
];

/// Who wrote it: before a name.
const BY: &[&str] = &[
    "by",
    "written by",
    "posted by",
    "submitted by",
    "reported by",
    "story by",
    "text by",
    "words by",
    "author",
    "von",
    "text",
    "par",
    "por",
    "autor",
    "autora",
    "di",
    "a cura di",
    "door",
    "av",
    "af",
    "автор",
    "текст",
    "بقلم",
    "كتب",
    "كتبت",
    "كتبه",
    "كتبته",
    "نویسنده",
    "מאת",
    "yazan",
    "yazar",
    "haber",
    "लेखक",
    "文",
    "文/",
    "撰文",
    "记者",
    "記者",
    "기자",
    "oleh",
    "bởi",
    "od",
];

/// What a footer says, anywhere in a line.
const FOOTER: &[&str] = &[
    "©",
    "all rights reserved",
    "copyright",
    "alle rechte vorbehalten",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "все права защищены",
    "جميع الحقوق محفوظة",
    "کلیه حقوق",
    "כל הזכויות שמורות",
    "tüm hakları saklıdır",
    "सर्वाधिकार",
    "版权所有",
    "版權所有",
    "無断転載",
    "무단전재",
];

/// Words of dates in small letters, by how they begin. Digits do the rest.
const DATE: &[&str] = &[
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "okt",
    "nov",
    "dec",
    "dez",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "am",
    "pm",
    "a.m",
    "p.m",
    "utc",
    "gmt",
    "est",
    "edt",
    "et",
    "bst",
    "cet",
    "ist",
    "uhr",
    "at",
    "on",
    "of",
    "the",
    "st",
    "nd",
    "rd",
    "th",
    "fév",
    "avr",
    "juin",
    "juil",
    "août",
    "déc",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "à",
    "le",
    "h",
    "mär",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "ene",
    "abr",
    "ago",
    "dic",
    "de",
    "del",
    "hora",
    "set",
    "out",
    "fev",
    "às",
    "gen",
    "mag",
    "giu",
    "lug",
    "ott",
    "января",
    "январ",
    "феврал",
    "март",
    "апрел",
    "мая",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
    "года",
    "г",
    "в",
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين",
    "كانون",
    "شباط",
    "الأول",
    "الثاني",
    "السبت",
    "الأحد",
    "الاثنين",
    "الإثنين",
    "الثلاثاء",
    "الأربعاء",
    "الخميس",
    "الجمعة",
    "年",
    "月",
    "日",
    "時",
    "分",
    "时",
    "ינואר",
    "פברואר",
    "מרץ",
    "אפריל",
    "מאי",
    "יוני",
    "יולי",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
    "ocak",
    "şubat",
    "nisan",
    "mayıs",
    "haziran",
    "temmuz",
    "ağustos",
    "eylül",
    "ekim",
    "kasım",
    "aralık",
    "जनवरी",
    "फरवरी",
    "मार्च",
    "अप्रैल",
    "मई",
    "जून",
    "जुलाई",
    "अगस्त",
    "सितंबर",
    "अक्टूबर",
    "नवंबर",
    "दिसंबर",
    "बजे",
    "ago",
    "hours",
    "minutes",
];

/// Units of reading times, and what says that they are ones.
const READING: &[(&str, &[&str])] = &[
    (
        "min",
        &[
            "read",
            "lesezeit",
            "lesedauer",
            "lecture",
            "lectura",
            "leitura",
            "lettura",
            "leestijd",
            "czytania",
            "okuma",
            "de lire",
        ],
    ),
    ("мин", &["чтени", "читать"]),
    ("دقي", &["قراءة"]),
    ("分", &["読", "阅读", "閱讀"]),
    ("dk", &["okuma"]),
    ("मिनट", &["पढ़"]),
];

/// Whether `text`, in small letters, begins with one of `known` and a word ends there.
fn begins(text: &str, known: &[&str]) -> Option<usize> {
    let ends = |word: &&&str| {
        let rest = text.strip_prefix(**word)?;
        let whole =
            rest.chars().next().is_none_or(|c| !c.is_alphabetic()) || word.ends_with(|c: char| wide(c) || c == ':');
        whole.then_some(word.len())
    };
    known.iter().filter_map(|word| ends(&word)).max()
}

/// Characters of scripts that write without spaces, which also say more each.
pub(super) const fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A line as it is compared: small letters, no signs around it.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '»' | '«' | '%'));
    text.split_whitespace().flat_map(|word| [" ", word]).skip(1).collect::<String>().to_lowercase()
}

/// Whether it leads to another article.
pub(super) fn leads_on(text: &str) -> bool {
    begins(text, MORE).is_some()
}

/// Labels of what is never part of an article.
pub(super) fn label(text: &str) -> Option<Why> {
    if text.chars().count() > 60 {
        return None;
    }
    let whole = |known: &[&str]| known.contains(&text);
    if whole(ADVERT) {
        return Some(Why::Advert);
    }
    whole(SHARE).then_some(Why::Share)
}

/// Whether a heading or short line asks to sign up.
pub(super) fn asks_to_subscribe(text: &str) -> bool {
    begins(text, SUBSCRIBE).is_some()
}

/// Whether it says where the text comes from: `Source: …`.
pub(super) fn names_source(text: &str) -> bool {
    begins(text, SOURCE).is_some_and(|at| text.get(at..).unwrap_or_default().trim_start().starts_with([':', '：']))
}

/// Whether one of the words for a source stands in it, before a colon.
pub(super) fn has_source(text: &str) -> bool {
    SOURCE.iter().any(|word| {
        text.find(word).is_some_and(|at| text.get(at + word.len()..).is_some_and(|rest| rest.starts_with([':', '：'])))
    })
}

/// Whether it says who took a picture.
pub(super) fn names_credit(text: &str) -> bool {
    let rest = begins(text, CREDIT).map(|at| text.get(at..).unwrap_or_default().trim_start());
    CREDIT.contains(&text)
        || text.starts_with('©')
        || rest.is_some_and(|rest| rest.starts_with([':', '：', '/', '|', '©']))
        || text.starts_with("photo by ")
        || text.starts_with("photograph by ")
}

/// Whether it begins with words for publishing or changing.
pub(super) fn says_published(text: &str) -> bool {
    begins(text, PUBLISHED).is_some()
}

/// Where the name begins in a line that says who wrote it.
pub(super) fn says_by(text: &str) -> Option<usize> {
    begins(text, BY).filter(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        rest.trim_start().chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '：'))
    })
}

/// Whether it is what footers say.
pub(super) fn says_rights(text: &str) -> bool {
    FOOTER.iter().any(|word| text.contains(word))
}

/// Whether it says how long reading takes.
pub(super) fn reading_time(text: &str) -> bool {
    let says = |(unit, words): &(&str, &[&str])| text.contains(unit) && words.iter().any(|word| text.contains(word));
    text.chars().count() <= 40 && text.chars().any(char::is_numeric) && READING.iter().any(says)
}

/// How much of a short line is date: nothing, a part, or all.
pub(super) fn date_in(text: &str) -> Option<bool> {
    if text.chars().count() > 90 || !text.chars().any(char::is_numeric) {
        return None;
    }
    let (mut numbers, mut named, mut other, mut year) = (0, 0, 0, false);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '.' || c == ' ').flat_map(|word| word.split('.')) {
        let digits = word.chars().filter(|c| c.is_numeric()).count();
        let letters: String = word.chars().filter(|c| !c.is_numeric() && c.is_alphanumeric()).collect();
        numbers += usize::from(digits > 0);
        year |= digits == 4 && word.chars().all(char::is_numeric);
        if letters.is_empty() {
            continue;
        }
        if DATE.iter().any(|date| letters.starts_with(date)) && letters.chars().count() <= 10 {
            named += 1;
        } else {
            other += letters.chars().count();
        }
    }
    let clock = text.contains(':') && numbers >= 2 && other == 0;
    let is_date = (year && (numbers >= 2 || named > 0)) || (numbers >= 3 && other < 40) || clock;
    is_date.then_some(other <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_in_many_forms() {
        for date in [
            "4 March 2024",
            "Thursday, October 14, 1999",
            "2024年2月9日 21時40分",
            "14.06.2024, 10:25",
            "10:32 a.m.",
            "الثلاثاء 12 آذار 2024",
            "21. November 2023, 6:00 Uhr",
            "2.4.2024, 09:00",
        ] {
            assert_eq!(date_in(&plain(date)), Some(true), "{date}");
        }
        assert_eq!(date_in(&plain("The vote was 6 to 3, after two fires in 2023, and a long debate")), None);
        assert_eq!(date_in(&plain("Posted by admin on 03-12-2006")), Some(false));
    }

    #[test]
    fn a_sentence_with_such_words_is_none_of_them() {
        assert!(!leads_on("relatedly, the board met"));
        assert!(leads_on("read more: ferry fares"));
        assert!(!names_source("sources said the board met"));
        assert!(names_source("quelle: dpa"));
        assert!(label("share prices fell").is_none());
        assert!(!names_credit("photos of the pier were found"));
    }
}
