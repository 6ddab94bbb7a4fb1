// Looking and measuring, never acting: put before every question that a journey asks the page.

const blocks = () => [...document.querySelectorAll('[data-document] [data-block]')];

// The words in some elements. Half an emoji, which no driver can carry, becomes a replacement character.
const wordsIn = (elements) => [...elements].map((element) => element.textContent.toWellFormed());

const frame = () => new Promise((done) => requestAnimationFrame(() => done()));

// The text nodes of a block with the UTF-16 offset at which each begins.
function* textNodes(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let start = 0, node; (node = walker.nextNode()); start += node.length) yield [node, start];
}

// A Range over the UTF-16 units `from` to `to` of a block.
function rangeOf(block, from, to) {
  const range = document.createRange();
  for (const [node, start] of textNodes(block)) {
    const end = start + node.length;
    if (start <= from && from < end) range.setStart(node, from - start);
    if (start < to && to <= end) range.setEnd(node, to - start);
  }
  return range;
}

// What a person sees as one character around a code point of a block: where it is drawn, and which way it runs.
function letter(block, codePoint) {
  const text = block.textContent;
  const unit = [...text].slice(0, codePoint).join('').length;
  const cluster = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text).containing(unit);
  if (!cluster) throw new Error(`the block has no character ${codePoint}: ${text}`);
  const range = rangeOf(block, cluster.index, cluster.index + cluster.segment.length);
  const box = [...range.getClientRects()].find((rect) => rect.width > 0);
  if (!box) throw new Error(`character ${codePoint} (${cluster.segment}) is not drawn: ${text}`);
  const strong = /\p{L}|\p{N}|\p{Extended_Pictographic}/u.test(cluster.segment);
  const rightToLeft = strong
    ? /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(cluster.segment) && !/\p{N}/u.test(cluster.segment)
    : getComputedStyle(block).direction === 'rtl';
  // A long block is laid out in parts, which are drawn by themselves.
  return { box, rightToLeft, around: range.startContainer.parentElement };
}

// The element that scrolls when an element is brought into view, and the part of the window it fills.
function scrollerOf(element) {
  for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

function view(scroller) {
  const whole = { top: 0, bottom: innerHeight };
  return scroller === document.scrollingElement ? whole : scroller.getBoundingClientRect();
}

// Brings what `boxOf` measures into the comfortable part of the window, if it is not there.
// What comes near is drawn then, and may be higher than it was thought to be: look until all is still.
async function show(element, boxOf, around = () => element) {
  const scroller = scrollerOf(element);
  let [last, still] = [NaN, 0];
  for (let turn = 0; turn < 60; turn += 1) {
    const { top, bottom } = view(scroller);
    const box = boxOf();
    const before = scroller.scrollTop;
    const comfortable = box.top >= top + 60 && box.bottom <= bottom - (bottom - top) / 4;
    if (!comfortable) scroller.scrollTop += box.top - (top + (bottom - top) / 3);
    const drawn = around().checkVisibility({ contentVisibilityAuto: true });
    // What lies above is laid out some frames after it came near.
    still = drawn && scroller.scrollTop === before && box.top === last ? still + 1 : 0;
    if (still === 2) return;
    last = box.top - (scroller.scrollTop - before);
    await frame();
    await frame();
  }
  throw new Error(`does not come to rest: ${element.outerHTML.slice(0, 200)}`);
}

// A point of the window, once it is sure that a mouse there would touch `element` or something in it.
function touchable(element, x, y) {
  const touched = document.elementFromPoint(x, y);
  if (!touched) throw new Error(`(${x}, ${y}) is outside the window`);
  if (!element.contains(touched)) throw new Error(`(${x}, ${y}) is covered by ${touched.outerHTML.slice(0, 200)}`);
  return { x, y };
}

// Where the mouse must be to touch a character of a block: just after its leading edge, just before its
// trailing edge, or in its middle.
function pointOf(index, codePoint, part) {
  const block = blocks()[index];
  if (!block) throw new Error(`there is no block ${index}`);
  const { box, rightToLeft } = letter(block, codePoint);
  const inset = Math.min(2, box.width / 4);
  const edges = rightToLeft ? [box.right - inset, box.left + inset] : [box.left + inset, box.right - inset];
  const x = { leading: edges[0], trailing: edges[1], middle: (edges[0] + edges[1]) / 2 }[part];
  return touchable(block, x, (box.top + box.bottom) / 2);
}

async function showCharacter(index, codePoint) {
  const block = blocks()[index];
  if (!block) throw new Error(`there is no block ${index}`);
  await show(block, () => letter(block, codePoint).box, () => letter(block, codePoint).around);
}

// The middle of the first drawn box of an element.
async function middleOf(element) {
  await show(element, () => element.getClientRects()[0] ?? element.getBoundingClientRect());
  const box = [...element.getClientRects()].find((rect) => rect.width > 0);
  if (!box) throw new Error(`not drawn: ${element.outerHTML.slice(0, 200)}`);
  return touchable(element, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
}
