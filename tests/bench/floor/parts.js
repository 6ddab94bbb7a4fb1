// What the floor needs that knows nothing of the open article: the store, searching a sorted list, cutting a text.

const database = new Promise((resolve, reject) => {
  const request = indexedDB.open('floor', 1);
  request.onupgradeneeded = () => ['docs', 'lists'].forEach((name) => request.result.createObjectStore(name));
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Asks a store; resolves when the transaction is through.
export async function ask(name, mode, use) {
  const transaction = (await database).transaction(name, mode, { durability: 'relaxed' });
  const request = use(transaction.objectStore(name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
  });
}

// The first place in a sorted list whose key is not below `value`

export function lower(list, key, value) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][key] < value) low = middle + 1; else high = middle;
  }
  return low;
}

export const SECTION = 4096;

// Paragraphs with where they start and end; one longer than a section is cut at blanks.
export function* paragraphs(text) {
  for (let start = 0; start < text.length;) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (end - start > SECTION * 1.5) end = text.lastIndexOf(' ', start + SECTION) + 1;
    if (end > start) yield [start, end];
    start = text[end] === '\n' ? end + 1 : end;
  }
}

// Every place of some words.
export function* hits(text, words) {
  for (let at = text.indexOf(words); at >= 0 && words; at = text.indexOf(words, at + words.length)) yield at;
}

// A list of places, the first of them with their context.
export function show(where, list, articles) {
  const head = Object.assign(document.createElement('p'), { className: 'found-count', textContent: `${list.length} found in ${articles}` });
  where.replaceChildren(head, ...list.slice(0, 60).map(([text, at, length]) => {
    const [row, words] = [document.createElement('div'), document.createElement('b')];
    words.textContent = text.slice(at, at + length);
    row.append(text.slice(Math.max(0, at - 36), at), words, text.slice(at + length, at + length + 36));
    return row;
  }));
}
