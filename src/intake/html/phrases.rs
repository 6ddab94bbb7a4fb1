//! Words by which the frame of an article is known, in the languages of many pages, in small letters.

/// What leads to another article: at the beginning of a line.
pub(super) const MORE: &[&str] = &[
    "read more", "read also", "also read", "see also", "related", "related story", "more on this", "more:", "recommended",
    "you may also like", "you might also like", "don't miss", "watch:", "in pictures:", "continue reading",
    "lire aussi", "à lire aussi", "lire également", "à lire", "voir aussi", "sur le même sujet",
    "lesen sie auch", "mehr zum thema", "auch interessant", "mehr dazu", "lesen sie mehr",
    "lea también", "leer también", "lee también", "te puede interesar", "más información", "también te puede",
    "leia também", "leia mais", "veja também", "saiba mais", "mais lidas", "leggi anche", "lees ook", "läs också", "les også",
    "czytaj też", "czytaj także", "zobacz też", "читайте также", "читать также", "читайте далее", "смотрите также",
    "по теме", "читайте також", "اقرأ أيضا", "اقرأ أيضًا", "إقرأ أيضا", "اقرأ المزيد", "الأكثر قراءة", "بیشتر بخوانید",
    "קראו גם", "עוד בנושא", "כתבות נוספות", "ayrıca okuyun", "bunlar da ilginizi", "diğer haberler", "ilgili haberler",
    "यह भी पढ़ें", "ये भी पढ़ें", "関連記事", "関連ニュース", "あわせて読みたい", "相关新闻", "相关阅读", "延伸阅读", "相關新聞",
    "관련기사", "관련 기사", "baca juga", "xem thêm", "soma pia", "diğer",
];

/// An advertisement's label: the whole line.
pub(super) const ADVERT: &[&str] = &[
    "advertisement", "advertisements", "advert", "ad", "ads", "sponsored", "sponsored content", "paid content",
    "story continues below advertisement", "article continues below advertisement", "anzeige", "werbung", "publicité",
    "publicidad", "publicidade", "pubblicità", "advertentie", "annons", "annonse", "reklama", "реклама", "إعلان", "اعلان",
    "פרסומת", "reklam", "विज्ञापन", "広告", "广告", "廣告", "광고", "iklan", "quảng cáo", "تبلیغات",
];

/// Sharing: the whole line, or before a colon.
pub(super) const SHARE: &[&str] = &[
    "share", "share this", "share this article", "share on", "share this story", "tweet", "follow us", "copy link", "teilen", "partager",
    "compartir", "compartilhar", "compartilhe", "condividi", "delen", "поделиться", "شارك", "مشاركة", "שתפו", "שתף",
    "paylaş", "シェア", "分享到", "分享", "공유", "साझा करें", "email", "print",
];

/// Signing up: at the beginning of a heading or short line.
pub(super) const SUBSCRIBE: &[&str] = &[
    "subscribe", "sign up", "sign in to", "get our newsletter", "newsletter", "become a member", "already a subscriber",
    "to continue reading", "you have reached your limit", "this article is for subscribers", "abonnez-vous", "s'abonner",
    "article réservé aux abonnés", "jetzt abonnieren", "suscríbete", "suscribase", "assine", "abbonati", "подпишитесь",
    "подписывайтесь", "اشترك", "abone ol",
];

/// Where a text comes from: before a colon.
pub(super) const SOURCE: &[&str] = &[
    "source", "sources", "quelle", "quellen", "fuente", "fuentes", "fonte", "fontes", "fonti", "bron", "källa", "źródło",
    "источник", "источники", "джерело", "المصدر", "منبع", "מקור", "kaynak", "स्रोत", "出典", "来源", "來源", "출처", "sumber", "nguồn",
];

/// Who took a picture: before a colon or a name.
pub(super) const CREDIT: &[&str] = &[
    "photo", "photos", "photo by", "photograph", "photograph by", "photographs by", "picture", "pictures", "image", "images", "photo credit",
    "image credit", "credit", "foto", "fotos", "bild", "imagen", "imagem", "фото", "фото автора", "صورة", "צילום", "写真", "图片", "撮影",
    "फोटो", "fotoğraf",
];

/// When it was published or changed: at the beginning of a line.
pub(super) const PUBLISHED: &[&str] = &[
    "published", "publish date", "posted on", "posted:", "updated", "last updated", "first published", "last modified", "publié", "publie le",
    "mis à jour", "veröffentlicht", "aktualisiert", "stand:", "publicado", "actualizado", "atualizado", "pubblicato",
    "aggiornato", "gepubliceerd", "publicerad", "opublikowano", "опубликовано", "обновлено", "نشر في", "تاريخ النشر", "آخر تحديث",
    "פורסם", "עודכן", "yayınlanma", "güncelleme", "प्रकाशित", "公開", "更新", "发布时间", "发布", "發布", "입력", "diterbitkan",
];

/// Who wrote it: before a name.
pub(super) const BY: &[&str] = &[
    "by", "written by", "posted by", "submitted by", "reported by", "story by", "text by", "words by", "author", "von", "text",
    "par", "por", "autor", "autora", "di", "a cura di", "door", "av", "af", "автор", "текст", "بقلم", "كتب", "كتبت", "كتبه", "كتبته", "نویسنده",
    "מאת", "yazan", "yazar", "haber", "लेखक", "文", "文/", "撰文", "记者", "記者", "기자", "oleh", "bởi", "od",
];

/// What a footer says, anywhere in a line.
pub(super) const FOOTER: &[&str] = &[
    "©", "all rights reserved", "copyright", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados",
    "todos os direitos reservados", "tutti i diritti riservati", "все права защищены", "جميع الحقوق محفوظة", "کلیه حقوق",
    "כל הזכויות שמורות", "tüm hakları saklıdır", "सर्वाधिकार", "版权所有", "版權所有", "無断転載", "무단전재",
];

/// Words of dates in small letters, by how they begin. Digits do the rest.
pub(super) const DATE: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "mai", "jun", "jul", "aug", "sep", "oct", "okt", "nov", "dec", "dez", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "am", "pm", "a", "p", "m", "utc", "gmt", "est", "edt", "et", "bst", "cet", "ist", "uhr", "at", "on",
    "of", "the", "st", "nd", "rd", "th", "fév", "avr", "juin", "juil", "août", "déc", "lun", "mer", "jeu", "ven", "sam", "dim", "à", "le", "h",
    "mär", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "ene", "abr", "ago", "dic", "de",
    "del", "hora", "set", "out", "fev", "às", "gen", "mag", "giu", "lug", "ott", "января", "январ", "феврал", "март", "апрел", "мая", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр", "года", "г", "в", "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو",
    "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين", "كانون", "شباط",
    "الأول", "الثاني", "السبت", "الأحد", "الاثنين", "الإثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "年", "月", "日", "時", "分", "时", "ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר",
    "אוקטובר", "נובמבר", "דצמבר", "ocak", "şubat", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım", "aralık",
    "जनवरी", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर", "बजे", "ago", "hours", "minutes",
];

/// Units of reading times, and what says that they are ones.
pub(super) const READING: &[(&str, &[&str])] = &[
    ("min", &["read", "lesezeit", "lesedauer", "lecture", "lectura", "leitura", "lettura", "leestijd", "czytania", "okuma", "de lire"]),
    ("мин", &["чтени", "читать"]),
    ("دقي", &["قراءة"]),
    ("分", &["読", "阅读", "閱讀"]),
    ("dk", &["okuma"]),
    ("मिनट", &["पढ़"]),
];
