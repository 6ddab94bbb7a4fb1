//! Which stars and underscores belong together: the algorithm of `CommonMark`, with a stack of those that are open. How far
//! back a search went in vain is kept, so that none goes there again: the time it takes grows with the text.

/// A run of stars or underscores.
pub(super) struct Run {
    /// Which of the two.
    sign: char,
    /// How many there were.
    all: usize,
    /// How many are not taken yet.
    pub(super) left: usize,
    opens: bool,
    closes: bool,
    /// What begins at it, the innermost first: whether each is strong.
    pub(super) begun: Vec<bool>,
    /// What ends at it, the innermost first.
    pub(super) ended: Vec<bool>,
}

impl Run {
    /// A run of `all` signs between two characters; the ends of a text count as spaces.
    pub(super) fn new(sign: char, all: usize, before: Option<char>, after: Option<char>) -> Self {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let mark = |c: Option<char>| c.is_some_and(is_punctuation);
        let left = !space(after) && (!mark(after) || space(before) || mark(before));
        let right = !space(before) && (!mark(before) || space(after) || mark(after));
        // Within a word an underscore is part of it.
        let (opens, closes) = match sign {
            '_' => (left && (!right || mark(before)), right && (!left || mark(after))),
            _ => (left, right),
        };
        Self { sign, all, left: all, opens, closes, begun: Vec::new(), ended: Vec::new() }
    }

    /// The signs that nothing came of.
    pub(super) fn rest(&self) -> String {
        std::iter::repeat_n(self.sign, self.left).collect()
    }

    /// Whether what begins at this run may end at another.
    fn fits(&self, end: &Self) -> bool {
        let both = (self.opens && self.closes) || (end.opens && end.closes);
        let thirds =
            (self.all + end.all).is_multiple_of(3) && !(self.all.is_multiple_of(3) && end.all.is_multiple_of(3));
        self.sign == end.sign && self.opens && !(both && thirds)
    }

    /// Ends that search alike.
    fn kind(&self) -> usize {
        usize::from(self.sign == '_') * 6 + usize::from(self.opens) * 3 + self.all % 3
    }
}

/// Pairs some of the runs, named by their places, in the order of the text.
pub(super) fn pair(runs: &mut [Run], places: &[usize]) {
    let mut open: Vec<usize> = Vec::new();
    // For each kind of end, how many of the open ones it is no use to look at.
    let mut vain = [0; 12];
    for at in places.iter().copied() {
        let kind = runs[at].kind();
        while runs[at].closes && runs[at].left > 0 {
            let found = (vain[kind]..open.len()).rev().find(|place| runs[open[*place]].fits(&runs[at]));
            let Some(place) = found else {
                vain[kind] = open.len();
                break;
            };
            let begin = open[place];
            let strong = runs[begin].left >= 2 && runs[at].left >= 2;
            let taken = 1 + usize::from(strong);
            runs[begin].left -= taken;
            runs[begin].begun.push(strong);
            runs[at].left -= taken;
            runs[at].ended.push(strong);
            // What stands open between the two stays as it is.
            open.truncate(place + usize::from(runs[begin].left > 0));
            for least in &mut vain {
                *least = open.len().min(*least);
            }
        }
        if runs[at].opens && runs[at].left > 0 {
            open.push(at);
        }
    }
}

/// Whether a character is a sign between words: of ASCII all that are neither letter nor number, else those of the scripts
/// in which news are written. The tables for all of Unicode would weigh more than the reader.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c,
            '\u{a1}'..='\u{a9}' | '\u{ab}'..='\u{b1}' | '\u{b4}' | '\u{b6}'..='\u{b8}' | '\u{bb}' | '\u{bf}' | '×' | '÷'
            | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}' | '\u{5be}' | '\u{5c0}' | '\u{5c3}'
            | '\u{5f3}' | '\u{5f4}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}'
            | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20c0}'
            | '\u{2190}'..='\u{2bff}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{30fb}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}
