// The first script of a page that travels as one file: what other pages fetch lies in this one, packed.
//
// Everything that would be fetched stands in the head in blocks `<script type="text/plain" data-inside="NAME">`: the file's
// bytes, deflated (gzip) and written in base64. Nothing else can be had, and nothing is asked of a network; the content policy
// would refuse it. The parts are found by `fetch`, so that neither `boot.js` nor the program need know where they lie:
// `inside:NAME` for parts of the page, an address beside it for the files of a task.

const block = (name) => document.querySelector(`script[data-inside="${CSS.escape(name)}"]`);

/** What an address names: behind `inside:`, or beside this file. */
function nameOf(address) {
  const url = new URL(address, document.baseURI);
  if (url.protocol === 'inside:') return url.pathname;
  const folder = new URL('.', document.baseURI).href;
  return url.href.startsWith(folder) ? decodeURIComponent(url.href.slice(folder.length).split(/[?#]/)[0]) : null;
}

/** The bytes of a block, unpacked. Also what the worker runs, as text: so it names nothing around it. */
function unpacked(text, type) {
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream, { headers: { 'content-type': type } });
}

window.fetch = async (address) => {
  const name = nameOf(String(address));
  const found = name && block(name);
  if (!found) throw new TypeError(`${address} is not in this file`);
  return unpacked(found.textContent, found.dataset.type);
};

window.maniculeInside = {
  /** The glue between the program and the browser; the script behind this one puts it here. */
  glue: null,
  /** The workshop's, for a browser that lets no worker be. */
  workshop: null,
  /** What a worker runs before `boot.js` has it work: the workshop's glue, and its program as what is fetched. */
  lines: () => [
    'globalThis.maniculeInside = {};',
    document.querySelector('script[data-glue=workshop]').textContent,
    unpacked,
    `fetch = async () => unpacked(${JSON.stringify(block('workshop').textContent)}, 'application/wasm');`,
  ].join('\n'),
};
