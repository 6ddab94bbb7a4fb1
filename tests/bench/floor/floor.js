// The floor: about the least that a page can do to annotate a text, done as fast as we know how, with nothing around it.
// It has the hooks and the door of the application as far as both are measured, so that one program measures both.
//
// Sections of about 4 kB have `content-visibility: auto`, and `<mark>` only once they came near; the spans of a section are
// sorted by start and found by binary search; a change draws one paragraph again, in the event itself, and writes one record
// into a journal in local storage, which is never made shorter. Whole articles lie in IndexedDB. An article is plain text.

import { ask, hits, lower, paragraphs, SECTION, show } from './parts.js';

const LABELS = ['', 'person', 'organisation', 'place', 'date'];
const $ = (selector) => document.querySelector(selector);
const host = $('article'), queue = $('.queue'), found = $('.found'), places = $('.places'), field = $('input');

let doc = null, sections = [], spans = new Map(), next = 1, held = 0, selected = null, pending = null;
let done = [], records = 0, caretAt = null, rows = [];

// ---- stores

const record = (change) => localStorage.setItem(`journal/${doc.id}/${records++}`, JSON.stringify(change));

// The sections that a stretch touches. Sections follow each other, so their ends are sorted, too.
function* touched(start, end) {
  for (let at = lower(sections, 'end', start + 1); at < sections.length && sections[at].start < end; at += 1) yield sections[at];
}

function put(span) {
  spans.set(span.id, span);
  for (const section of touched(span.start, span.end)) section.spans.splice(lower(section.spans, 'start', span.start), 0, span);
}

function take(span) {
  spans.delete(span.id);
  for (const { spans: list } of touched(span.start, span.end)) {
    for (let at = lower(list, 'start', span.start); at < list.length; at += 1) {
      if (list[at].id === span.id) { list.splice(at, 1); break; }
    }
  }
}

// ---- drawing

function lay(text) {
  const all = document.createDocumentFragment();
  let section = null;
  sections = [];
  for (const [start, end] of paragraphs(text)) {
    if (!section || end - section.start > SECTION) {
      section = { element: document.createElement('section'), start, end, blocks: [], spans: [], filled: false };
      section.element.section = section;
      sections.push(section);
      all.append(section.element);
    }
    const element = document.createElement('p');
    element.dataset.block = start;
    element.textContent = text.slice(start, end);
    element.block = { element, start, end };
    section.blocks.push(element.block);
    section.end = end;
    section.element.append(element);
  }
  return all;
}

function fill(section) {
  if (!section.filled) section.blocks.forEach((block) => draw(section, block));
  section.filled = true;
}

// One paragraph: cut at every edge of a span in it; each piece says which spans cover it.
function draw(section, { element, start, end }) {
  const inside = [];
  for (const span of section.spans) {
    if (span.start >= end) break;
    if (span.end > start) inside.push(span);
  }
  if (!inside.length) return void (element.textContent = doc.text.slice(start, end));
  const edges = new Set([start, end]);
  for (const span of inside) edges.add(Math.max(start, span.start)).add(Math.min(end, span.end));
  const cuts = [...edges].sort((one, other) => one - other);
  const pieces = [];
  let open = [], at = 0;
  for (let cut = 0; cut + 1 < cuts.length; cut += 1) {
    open = open.filter((span) => span.end > cuts[cut]);
    while (at < inside.length && inside[at].start <= cuts[cut]) open.push(inside[at++]);
    const words = doc.text.slice(cuts[cut], cuts[cut + 1]);
    pieces.push(open.length ? mark(words, open) : words);
  }
  element.replaceChildren(...pieces);
}

function mark(words, over) {
  const element = document.createElement('mark');
  element.textContent = words;
  element.className = over.map((span) => `k${span.label}`).join(' ')
    + (over.length > 1 ? ' over' : '') + (over.some((span) => span.id === selected) ? ' selected' : '');
  element.dataset.annotations = over.map((span) => span.id).join(' ');
  return element;
}

function redraw(start, end) {
  for (const section of touched(start, end)) {
    for (let at = lower(section.blocks, 'end', start + 1); section.filled && section.blocks[at]?.start < end; at += 1) {
      draw(section, section.blocks[at]);
    }
  }
}

document.addEventListener('contentvisibilityautostatechange', (event) => {
  if (!event.skipped && event.target.section) fill(event.target.section);
}, true);

// ---- changes: what was there before, what is there afterwards

function apply([before, after]) {
  if (before) take(before);
  if (after) put(after);
  const { start, end } = before ?? after;
  redraw(start, end);
}

function change(before, after) {
  pick(after?.id ?? null);
  apply([before, after]);
  record([before, after]);
  done.push([before, after]);
}

function undo() {
  const [before, after] = done.pop() ?? [];
  if (!before && !after) return;
  pick(before?.id ?? null);
  apply([after, before]);
  record([after, before]);
}

function pick(id) {
  const last = spans.get(selected), now = spans.get(id);
  if (selected === id) return;
  selected = id;
  for (const span of [last, now]) if (span) redraw(span.start, span.end);
}

const create = (label, [start, end]) => change(null, { id: next++, start, end, label });

// ---- input

function offset(node, at) {
  const block = (node.nodeType === 3 ? node.parentElement : node).closest?.('[data-block]')?.block;
  if (!block) return null;
  const range = document.createRange();
  range.setStart(block.element, 0);
  range.setEnd(node, at);
  return block.start + range.toString().length;
}

// The selection, out to whole words.
function stretch() {
  const range = getSelection().rangeCount && getSelection().getRangeAt(0);
  if (!range || range.collapsed) return null;
  let [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start === null || end === null) return null;
  const letter = (at) => /[\p{L}\p{N}]/u.test(doc.text[at] ?? '');
  while (letter(start - 1) && letter(start)) start -= 1;
  while (letter(end - 1) && letter(end)) end += 1;
  return [start, end];
}

host.addEventListener('mouseup', (event) => {
  pending = stretch();
  if (!pending) return pick(parseInt(event.target.closest('mark')?.dataset.annotations, 10) || null);
  if (!held) return;
  create(held, pending);
  getSelection().removeAllRanges();
  pending = null;
});

function step(event) {
  const selection = getSelection();
  if (!host.contains(selection.focusNode)) selection.setPosition(sections[0].blocks[0].element, 0);
  const way = event.key === 'ArrowRight' ? 'forward' : 'backward';
  selection.modify(event.shiftKey ? 'extend' : 'move', way, event.ctrlKey ? 'word' : 'character');
  const range = document.createRange();
  range.setStart(selection.focusNode, selection.focusOffset);
  const box = range.getBoundingClientRect(), from = host.getBoundingClientRect();
  caretAt ??= host.appendChild(Object.assign(document.createElement('i'), { className: 'caret' }));
  caretAt.style.cssText = `left:${box.left - from.left}px;top:${box.top - from.top}px;height:${box.height}px`;
}

document.addEventListener('keydown', (event) => {
  if (event.target === field) return void (event.key === 'Escape' && field.blur());
  const label = Number(event.key), span = spans.get(selected);
  if (event.key.startsWith('Arrow')) step(event);
  else if (event.key === 'z' && event.ctrlKey) undo();
  else if (event.key === 'Backspace' && span) change(span, null);
  else if (event.key === 'Escape') { pick(null); places.replaceChildren(); }
  else if (event.key === '/') field.focus();
  else if (event.key === 'o' && span) occurrences(doc.text.slice(span.start, span.end));
  else if (label >= 1 && label < LABELS.length) {
    if (span) change(span, { ...span, label });
    else if (pending) create(label, pending);
    else held = label;
  } else return;
  event.preventDefault();
});

// ---- finding

field.addEventListener('input', () => {
  const words = field.value.toLowerCase(), list = [];
  for (const at of hits(doc.lower ??= doc.text.toLowerCase(), words)) if (list.push([doc.text, at, words.length]) >= 1000) break;
  show(found, list, 'this article');
});

// The first time in this article, the second time in all.
async function occurrences(words) {
  const all = places.firstChild ? await ask('docs', 'readonly', (store) => store.getAll()) : [doc];
  show(places, all.flatMap(({ text }) => [...hits(text, words)].map((at) => [text, at, words.length])), `${all.length} articles`);
}

// ---- articles

async function open(id) {
  const kept = await ask('docs', 'readonly', (store) => store.get(id));
  const { ids, starts, ends, labels, ...rest } = kept;
  [doc, spans, done, selected, pending, caretAt, records] = [rest, new Map(), [], null, null, null, 0];
  const all = lay(doc.text);
  let section = 0;
  for (let at = 0; at < ids.length; at += 1) {
    const span = { id: ids[at], start: starts[at], end: ends[at], label: labels[at] };
    spans.set(span.id, span);
    while (sections[section].end <= span.start) section += 1;
    for (let on = section; on < sections.length && sections[on].start < span.end; on += 1) sections[on].spans.push(span);
  }
  next = 1 + ids.reduce((most, each) => Math.max(most, each), 0);
  for (let line; (line = localStorage.getItem(`journal/${doc.id}/${records}`)); records += 1) {
    const [before, after] = JSON.parse(line);
    if (before) take(before);
    if (after) { put(after); next = Math.max(next, after.id + 1); }
  }
  sections.slice(0, 1).forEach(fill);
  host.replaceChildren(all);
  host.dataset.document = id;
  host.parentElement.scrollTop = 0;
  localStorage.setItem('open', id);
}

function list() {
  const groups = [];
  for (let at = 0; at < rows.length; at += 100) {
    const buttons = rows.slice(at, at + 100).map(([id, title]) => `<button data-entry="${id}">${title}</button>`);
    groups.push(Object.assign(document.createElement('div'), { innerHTML: buttons.join('') }));
  }
  queue.replaceChildren(...groups);
  $('.count').textContent = `${rows.length} articles`;
}

queue.addEventListener('click', ({ target }) => target.dataset.entry && open(target.dataset.entry));

async function importFiles(articles) {
  const whole = ({ id, title, text, spans: all }) => {
    const column = (place) => Uint32Array.from(all, (span) => span[place]);
    return { id, title, text, ids: Uint32Array.from(all, (_, at) => at + 1), starts: column(0), ends: column(1), labels: column(2) };
  };
  await ask('docs', 'readwrite', (store) => articles.forEach((article) => store.put(whole(article), article.id)));
  rows.push(...articles.map(({ id, title }) => [id, title]));
  await ask('lists', 'readwrite', (store) => store.put(rows, 'rows'));
  list();
  await open(articles[0].id);
}

function exportFiles() {
  const all = [...spans.values()].sort((one, other) => one.start - other.start);
  const written = all.map((span) => ({ ...span, label: LABELS[span.label], text: doc.text.slice(span.start, span.end) }));
  return { files: [{ name: `${doc.id}.jsonl`, text: JSON.stringify({ ...doc, spans: written }) }] };
}

async function begin() {
  const last = localStorage.getItem('open');
  if (last) await open(last);
  else {
    const text = await (await fetch('./sample.txt')).text();
    await importFiles([{ id: 'sample', title: 'Sample', text, spans: [] }]);
  }
  ask('lists', 'readonly', (store) => store.get('rows')).then((kept) => { rows = kept ?? rows; list(); });
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
window.manicule = { ready: begin().then(frame), idle: frame, open, importFiles, exportFiles, documents: () => rows };
