//! Small articles of our own writing for journeys that bring one along.

/// A harbour story with names, dates, a quotation and a split attribution.
pub(crate) const HARBOUR: &str = "\
Harbour board reopens Linnea inquiry

Harbour Board chair Ada Lindqvist opened the Linnea inquiry on Monday, two years after the ferry sank.

“The log was rewritten,” said Mats Ekdahl, a former engineer, “and we were told to sign it.”

Norrland Lines rejected the account. A senior official said that about 140 people had been on board.
";

/// A second story, to have more than one.
pub(crate) const BRIDGE: &str = "\
Council delays bridge vote

The council of Tornå put off its vote on the €4 million bridge until 12 March, Zoë Nuñez reported.
";

/// Sentences to make a long article of, left to right.
pub(crate) const LATIN: &[&str] = &[
    "The council of Tornå met on Monday to hear what had become of the old ferry.",
    "“Nobody asked the crew,” said Ada Lindqvist, who had kept the log for eleven years.",
    "The company rejected the account and named Mats Ekdahl as the one who signed.",
    "About 140 people were on board when the Linnea left the quay at half past six.",
    "A new bridge would cost €4 million, a figure that Zoë Nuñez called “a first guess”.",
    "Witnesses remembered the fog, the bell, and a lamp that went out near Cape Aval.",
    "The inquiry will go on in March, when the divers have brought up what is left.",
];

/// Sentences to make a long article of, right to left, with digits and Latin names inside.
pub(crate) const ARABIC: &[&str] = &[
    "اجتمع مجلس المدينة يوم الاثنين للنظر في مصير العبّارة القديمة.",
    "قالت ليلى حداد إن أحدا لم يسأل الطاقم منذ أحد عشر عاما.",
    "رفضت الشركة هذه الرواية وذكرت اسم كريم منصور مرارا.",
    "كان على متن السفينة Linnea نحو 140 شخصا عندما غادرت الرصيف.",
    "ستبلغ كلفة الجسر الجديد 4 ملايين يورو، وهو رقم أوّلي كما تقول الوزيرة.",
    "تذكّر الشهود الضباب والجرس ومصباحا انطفأ قرب الرأس.",
    "يستمر التحقيق في شهر مارس بعد عودة الغواصين إلى عمّان.",
];

/// An article of `paragraphs` paragraphs, every one of them `each` sentences long.
pub(crate) fn long_article(sentences: &[&str], paragraphs: usize, each: usize) -> String {
    let paragraph = |number: usize| {
        let chosen = sentences.iter().cycle().skip(number * 3).take(each);
        chosen.copied().collect::<Vec<_>>().join(" ")
    };
    (0..paragraphs).map(paragraph).collect::<Vec<_>>().join("\n\n") + "\n"
}
