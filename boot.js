// Starts Manicule, and is what is left when it stops.
//
// Plain JavaScript and the first script to run, so that it works when the WebAssembly program does not.
// What it offers to the page:
//   maniculeBoot          { violations: [], errors: [] }: content-policy refusals and uncaught errors,
//                         oldest first; read by tests, and by the report on the last screen
//   maniculeReady()       the program calls this once its first paint is done
//   maniculeCrash(text)   the program's panic hook calls this; shows the last screen
//   maniculeLater(first)  the first half of the program calls this when it needs the later half
//   maniculeWorkshop(parts)  has the workshop work: lists of bytes go in, a promise of such lists comes out
//   maniculeWorkshopStop()   ends what it is at; what was asked for is refused
//   maniculeBase          the path of the page, up to its file's name where that stands for the folder
//   maniculeSite          the path under whose name work is kept
//   maniculeProject       which of the site's projects this page is of: its id, empty for the first
//   maniculeDisk          the browser's database: keys, read, write; for the program, and for the last screen
//   maniculeLook(text)    puts a look on: theme, sizes (`session::look`); it is kept under `manicule/look`
//   maniculeWords         the texts of another language than English, where one is spoken; maniculeLocale is what it writes
//                         numbers and dates by, maniculeNumber(digits) and maniculePlural(digits) do so
//   maniculeNames()       what local storage has of ours
//   maniculeNewer         true once another build of the page is kept here; the event `manicule-newer` tells when

/** What local storage has of ours, in any layout, of any project; other pages of the origin have names there too. */
window.maniculeNames = () => Reflect.ownKeys(localStorage).filter((name) => name.startsWith('manicule/'));

/** How long a start may take before the person is told that something is wrong. */
const PATIENCE = 15_000;

/**
 * A sentence in the language that is spoken, else in English: its place from the end of the texts (`Boot…` in `messages/en.in`), and
 * facts, which go where `{}` stands.
 */
const own = (place, english, ...facts) =>
  facts.reduce((text, fact) => text.replace('{}', fact), window.maniculeWords?.split('\n').at(place) ?? english);

const STOPPED = [-16, 'Manicule has stopped because of a fault in the program.'];
const NOT_STARTED = [-15, 'Manicule could not start: a part of it did not arrive, or arrived damaged.'];
const INCOMPLETE = [-14, 'Manicule could not go on: a part of it did not arrive, or arrived damaged.'];
const SLOW = [-13, 'Manicule is taking unusually long to start.'];
const RESCUE = [-12, 'This is what Manicule keeps in this browser.'];

/** `rescue.html` has no program: it only shows the last screen. */
const rescues = !document.querySelector('meta[name="manicule-app"]');

const log = { violations: [], errors: [] };
/** The last screen, once shown. */
let panel = null;
/** The screen only says that the start is slow, so a late start takes it away again. */
let onlySlow = false;
let started = false;

// ---- what went wrong ---------------------------------------------------------------------------

document.addEventListener('securitypolicyviolation', (event) => {
  log.violations.push({
    directive: event.effectiveDirective,
    blocked: event.blockedURI,
    source: event.sourceFile,
    line: event.lineNumber,
  });
});

/** A fault of the program itself, after which nothing it holds in memory can be relied upon. */
function isFatal(error) {
  const { RuntimeError, CompileError, LinkError } = WebAssembly;
  return [RuntimeError, CompileError, LinkError].some((kind) => error instanceof kind);
}

function uncaught(error, text) {
  log.errors.push(String(text ?? error));
  if (isFatal(error)) showScreen(STOPPED);
}

addEventListener('error', (event) => uncaught(event.error, event.message));
addEventListener('unhandledrejection', (event) => uncaught(event.reason));

// ---- the look and the language -----------------------------------------------------------------

const root = document.documentElement;

window.maniculeLook = (text) => {
  const look = JSON.parse(text || null) ?? {};
  const { theme = matchMedia('(prefers-contrast: more)').matches ? 'contrast' : '', focus = '' } = look;
  Object.assign(root.dataset, { theme, focus });
  for (const name of ['size', 'leading', 'measure', 'queue', 'desk']) root.style.setProperty(`--${name}`, look[name] ?? '');
  return look;
};

// A mouse, a pen or a finger: what touched the page last.
addEventListener('pointerdown', ({ pointerType }) => { root.dataset.hand = pointerType; }, true);

let look = {};
try {
  look = maniculeLook(localStorage.getItem('manicule/look'));
} catch {
  // As it comes.
}

/** The language that is wanted most of those there are, as a link to its texts; nothing for English, which is in the program. */
let tongue = null;
for (const wanted of [look.language ?? [], navigator.languages].flat()) {
  const [code] = `${wanted}`.split('-');
  tongue = document.querySelector(`link[hreflang="${CSS.escape(code)}"]`);
  if (!tongue && code !== 'en') continue;
  window.maniculeLocale = navigator.languages.find((each) => each.split('-')[0] === code) ?? code;
  break;
}
// Digits are those of offsets, dates and files beside them, in each language.
window.maniculeNumber = (digits) => new Intl.NumberFormat(maniculeLocale, { numberingSystem: 'latn' }).format(digits);
window.maniculePlural = (digits) => new Intl.PluralRules(maniculeLocale).select(digits);

/** Fetches the texts; without them, it is English. */
async function learn() {
  window.maniculeWords = await (await fetch(tongue.href, tongue.integrity ? { integrity: tongue.integrity } : {})).text();
  Object.assign(root, { lang: tongue.hreflang, dir: tongue.dir });
}

// ---- which site, which project -----------------------------------------------------------------

/** What a page that travels as one file has in it (`inside.js`); else nothing. */
const inside = window.maniculeInside;
window.maniculeBase = inside ? location.pathname : location.pathname.replace(/[^/]*$/, '');
// A file on the disk is moved and renamed, and a newer one takes its place. Browsers part such files by themselves, or not at all.
window.maniculeSite = location.protocol === 'file:' ? '/manicule.html' : maniculeBase;

/** Whether a page of another origin has this one in a frame: it could lay something of its own over it. */
const framed = (() => {
  try {
    for (let page = window; page !== top; page = page.parent) page.parent.document;
    return false;
  } catch {
    return true;
  }
})();

/**
 * Which of the site's projects this page is of, by its id, which is empty for the first. The address says so. A plain one
 * leads to the project that was open last, without another load; loaded again, or with a place in an article, it means the
 * first. Nothing of it is looked for where no second project was ever open.
 */
window.maniculeProject = (() => {
  const query = new URLSearchParams(location.search);
  const named = query.get('project');
  if (rescues || named !== null || query.has('task') || document.querySelector('meta[name=manicule-task]')) return named ?? '';
  const { pathname, hash } = location;
  let last = null;
  try {
    last = localStorage.getItem(`manicule/last${maniculeSite}`);
  } catch {
    // Nothing is stored here, nor will be.
  }
  if (last === null) return '';
  const id = hash || performance.getEntriesByType('navigation')[0]?.type !== 'navigate' ? '' : last;
  query.set('project', id);
  history.replaceState(history.state, '', `${pathname}?${query}${hash}`);
  return id;
})();

// ---- the disk ----------------------------------------------------------------------------------

/** How long an open database is waited for, and a transaction. A late answer is taken when it comes. */
const [OPENING, WRITING] = [3000, 10_000];

/** Databases that are open, or on their way, by name: the last screen looks into those of other sites as well. */
const held = new Map();

const within = (promise, time) => Promise.race([promise, new Promise((_, fail) => {
  setTimeout(fail, time, new DOMException('no answer', 'TimeoutError'));
})]);

/** Opens a database. Another tab's newer version, or a cleared site, closes it; then it is opened again. */
function open(name) {
  if (!held.has(name)) {
    const here = { base: null };
    const forget = () => { if (held.get(name) === here) held.delete(name); };
    held.set(name, here);
    here.opening = new Promise((done, fail) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('values');
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        here.base = request.result;
        here.base.onclose = forget;
        here.base.onversionchange = () => { here.base.close(); forget(); };
        done();
      };
    });
    here.opening.catch(forget);
  }
  return within(held.get(name).opening, OPENING);
}

/** A transaction, asked for in this very turn where the database is open: what was committed then survives a kill. */
async function transact(name, mode, act) {
  const begin = () => held.get(name).base.transaction('values', mode, { durability: 'strict' });
  if (!held.get(name)?.base) await open(name);
  let tx;
  try {
    tx = begin();
  } catch {
    // It was closing.
    held.delete(name);
    await open(name);
    tx = begin();
  }
  const done = new Promise((done, fail) => {
    tx.oncomplete = done;
    tx.onabort = () => fail(tx.changed ?? tx.error ?? new DOMException('aborted', 'AbortError'));
  });
  // What is put may be refused at once; then nobody waits for this.
  done.catch(() => {});
  const result = act(tx.objectStore('values'), tx);
  await within(done, WRITING);
  return result;
}

/** Whether a database is this site's, of a later layout: `manicule/<layout>/<site>`. */
function isLater(name, other) {
  const [[, layout, site], [kind, theirs, where]] = [name, other].map((each) => each.split('/'));
  return kind === 'manicule' && where === site && Number(theirs) > Number(layout);
}

/** What a value is sealed with; empty for one that is not. */
const sum = (value) => value?.startsWith('{"sum":"') ? value.slice(8, 24) : value && '';

window.maniculeDisk = {
  /** All keys, or those from one on: a browser that lists keys reads past the values between them. */
  async keys(name, from) {
    // At the first question the databases are looked at: one that nobody has made is not made by asking what is in it,
    // and those of a later version of the program are told by their names.
    const all = held.get(name)?.base ? null : (await indexedDB.databases?.())?.map((each) => each.name);
    const later = all?.filter((other) => isLater(name, other)) ?? [];
    if (all && !all.includes(name)) return later;
    return [...(await transact(name, 'readonly', (values) => values.getAllKeys(from && IDBKeyRange.lowerBound(from)))).result, ...later];
  },
  async read(name, keys) {
    return (await transact(name, 'readonly', (values) => keys.map((key) => values.get(key)))).map((each) => each.result);
  },
  /** Each write is [key, value or null to forget, 0 always / 1 where nothing stands / [sum] where that value stands]. */
  write: (name, writes) => transact(name, 'readwrite', (values, tx) => {
    const stands = new Map();
    const put = () => {
      for (const [key, value, only] of writes) {
        if (value === null) values.delete(key);
        else if (only !== 1 || stands.get(key) === undefined) values.put(value, key);
      }
      tx.commit?.();
    };
    // What depends on nothing is put and committed in this very turn.
    const asking = writes.filter(([, , only]) => only);
    if (!asking.length) put();
    for (const [key, , only] of asking) {
      values.get(key).onsuccess = ({ target }) => {
        stands.set(key, target.result);
        if (Array.isArray(only) && sum(target.result) !== only[0]) {
          tx.changed = new DOMException('changed', 'VersionError');
          tx.abort();
        } else if (stands.size === asking.length) put();
      };
    }
  }),
  /** Everything that is stored, as one file; of one database and what stands beside it in local storage, where it is named. */
  save: (only) => download(() => {}, only),
  /** Asks the browser not to clear this site to make room. */
  persist: () => navigator.storage?.persist?.().catch(() => {}),
};

// ---- the last screen ---------------------------------------------------------------------------

// Registered before the program's own listeners, so that a stopped program gets no more input.
for (const type of ['keydown', 'keyup', 'beforeinput', 'input', 'paste', 'drop', 'pointerdown', 'mouseup', 'click']) {
  addEventListener(type, (event) => {
    if (panel && !panel.contains(event.target)) event.stopImmediatePropagation();
  }, true);
}

/** An element with a class and children; text only ever becomes text. */
function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

function button(label, act) {
  const node = make('button', '', label);
  node.type = 'button';
  node.addEventListener('click', act);
  return node;
}

/** Facts for a bug report. A panic may quote the article between backticks; that stays here. */
function report() {
  const build = document.querySelector('meta[name="manicule-build"]')?.content ?? 'development';
  const lines = [`build ${build}`, navigator.userAgent, ...log.errors];
  for (const each of log.violations) lines.push(`refused ${each.directive} ${each.blocked}`);
  return lines.join('\n').replace(/\x60[^\x60]*\x60/g, '[…]');
}

/** Everything Manicule keeps in this browser, or in one scope, in local storage and on disk, by key. */
async function kept(only) {
  const entries = {};
  const scope = (name) => name.split('/')[2];
  const wanted = (name) => name.startsWith('manicule') && (!only || scope(name) === scope(only));
  for (const { name } of await globalThis.indexedDB?.databases?.().catch(() => []) ?? []) {
    if (!wanted(name)) continue;
    const keys = await maniculeDisk.keys(name).catch(() => []);
    const values = await maniculeDisk.read(name, keys).catch(() => []);
    values.forEach((value, at) => { if (value !== undefined) entries[`${name}/${keys[at]}`] = value; });
  }
  for (const key of maniculeNames()) {
    const value = localStorage.getItem(key);
    if (wanted(key) && entries[key] !== value) entries[key in entries ? `${key} (local storage)` : key] = value;
  }
  return entries;
}

/** All of it as one file. */
async function download(say, only) {
  try {
    const entries = await kept(only);
    const file = { manicule_rescue: 1, saved: new Date().toISOString(), entries };
    const link = make('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }));
    link.download = `manicule-rescue-${file.saved.slice(0, 10)}.json`;
    link.click();
    say(own(-5, 'Downloaded as {}; stored records in it: {}. Manicule opens it like any other file.', link.download, Object.keys(entries).length));
  } catch {
    say(own(-4, 'This browser does not let the page read what is stored.'));
  }
}

async function copy(text, say) {
  try {
    await navigator.clipboard.writeText(text);
    say(own(-3, 'The report is on the clipboard.'));
  } catch {
    say(own(-2, 'The browser refused the clipboard; the report stands below.'));
  }
}

function showScreen(sentence) {
  if (panel && !onlySlow) return;
  panel?.remove();
  onlySlow = sentence === SLOW;

  const status = make('p');
  status.setAttribute('role', 'status');
  const say = (text) => { status.textContent = text; };
  const details = make('pre', '', report());

  panel = make('dialog', 'crash', make('div', 'crash-box',
    make('h1', '', own(...sentence)),
    make('p', '', own(-11, 'What was saved in this browser is still there. Nothing has been sent anywhere.')),
    make('div', 'crash-buttons',
      button(own(-10, 'Download my work'), () => download(say)),
      rescues ? button(own(-9, 'Open Manicule'), () => location.assign('./')) : button(own(-8, 'Reload'), () => location.reload()),
      button(own(-7, 'Copy report'), () => { details.textContent = report(); copy(report(), say); })),
    status,
    make('details', '', make('summary', '', own(-6, 'Report')), details)));

  // Modal: the page behind is out of reach for mouse, keys and screen readers alike.
  panel.addEventListener('cancel', (event) => event.preventDefault());
  panel.addEventListener('close', () => panel?.isConnected && panel.showModal());
  for (const type of ['keydown', 'keyup', 'click']) {
    panel.addEventListener(type, (event) => event.stopPropagation());
  }
  document.body.append(panel);
  panel.showModal();
  kept().then((all) => Object.keys(all).filter((key) => /\/edit\/[^ ]*$/.test(key)).length)
    .then((count) => (count || rescues) && !status.textContent && say(own(-1, 'Steps that are kept in this browser: {}.', count)), () => {});
}

// ---- the start ---------------------------------------------------------------------------------

/** The addresses that may become a script: the workshop's first lines, which are written below, and the service worker. */
let workshopLines = null;
let keeper = null;

// Registered so that no other script can claim the name.
const policy = window.trustedTypes?.createPolicy('manicule', {
  createScriptURL(url) {
    if (url === workshopLines || url === keeper) return url;
    throw new TypeError(`refused: ${url}`);
  },
});

const watchdog = setTimeout(() => showScreen(SLOW), PATIENCE);

window.maniculeBoot = log;

window.maniculeReady = () => {
  started = true;
  clearTimeout(watchdog);
  if (onlySlow) {
    panel.remove();
    panel = null;
    onlySlow = false;
  }
};

window.maniculeCrash = (text) => {
  log.errors.push(String(text));
  showScreen(STOPPED);
};

const app = document.querySelector('meta[name="manicule-app"]')?.dataset ?? {};
const at = (path) => new URL(path, document.baseURI).href;

// The program comes in two halves (`cargo xtask record` says which function belongs where). The later one
// is asked for when a mouse or a finger comes near, when somebody was here before, or at once when the
// first half needs it, as for the first key. Whatever changes data is in it, so nothing can be lost while it is not there.

/** The later half, compiled but not in use yet. */
let later = null;

/** Asks for the later half ahead of its use. What goes wrong here shows when it is used. */
let asked = app.later ? null : Promise.resolve();
const halt = new AbortController();
const ask = () => asked ??= fetch(at(app.later), { integrity: app.laterIntegrity, signal: halt.signal })
  .then((answer) => answer.arrayBuffer()).then(WebAssembly.compile)
  .then((module) => { later = module; tellWhole(); }, () => { asked = null; });

/** Tells the page that the whole program is here: what it can do without until then is drawn from now on. */
function tellWhole() {
  window.maniculeWhole = true;
  dispatchEvent(new Event('manicule-whole'));
}
if (!app.later) tellWhole();

for (const touch of ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'dragenter']) {
  addEventListener(touch, ask, { capture: true, once: true, passive: true });
}

window.maniculeLater = (first) => {
  try {
    later ??= new WebAssembly.Module(fetchWaiting());
    new WebAssembly.Instance(later, { first });
    // What only the later half draws is styled by what travels in it.
    const styles = new CSSStyleSheet();
    styles.replaceSync(new TextDecoder().decode(WebAssembly.Module.customSections(later, 'styles')[0]));
    document.adoptedStyleSheets.push(styles);
  } catch (error) {
    log.errors.push(String(error));
    showScreen(INCOMPLETE);
    throw error;
  }
  first.later.value = 1;
  // The first half is in the middle of something.
  queueMicrotask(tellWhole);
};

/** The bytes of the later half, with everything else standing still until they are here. */
function fetchWaiting() {
  halt.abort();
  const request = new XMLHttpRequest();
  request.open('GET', at(app.later), false);
  request.overrideMimeType('text/plain; charset=x-user-defined');
  request.send();
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0) & 255);
  if (`sha256-${btoa(sha256(bytes))}` !== app.laterIntegrity) throw new Error(`${app.later} is damaged`);
  return bytes;
}

// ---- the workshop ------------------------------------------------------------------------------

// Heavy and hostile work has a program of its own, fetched at the first request, in a worker: the page goes on
// meanwhile, and what breaks there breaks no page. A worker that broke is thrown away; the next request makes a new one.

const tools = document.querySelector('meta[name="manicule-workshop"]')?.dataset ?? {};

/** The worker in use, with a way to give it work; what it was asked for and has not answered, by number. */
let bench = null;

/** Lets the worker go, and tells all who wait for it. */
function clear(why) {
  const { worker, waiting } = bench ?? { waiting: new Map() };
  bench = null;
  worker?.terminate();
  for (const { refuse } of waiting.values()) refuse(new Error(why));
}

/** A worker from a `blob:` of our own lines: one from an address would not be bound by the page's content policy. */
function openWorker() {
  const options = tools.integrity ? { integrity: tools.integrity } : {};
  const lines = [inside?.lines() ?? '', "globalThis.maniculePanic = (text) => postMessage([0, text]);",
    `${inside ? 'Promise.resolve(maniculeInside.workshop)' : `import(${JSON.stringify(at(tools.script))})`}.then(async ({ default: init, answer }) => {`,
    `  await init({ module_or_path: fetch(${JSON.stringify(at(tools.program))}, ${JSON.stringify(options)}) });`,
    '  onmessage = ({ data: [number, parts] }) => {',
    '    const answered = answer(parts);',
    '    postMessage([number, answered], answered.map(({ buffer }) => buffer));',
    '  };',
    '  postMessage([]);',
    '}).catch((error) => postMessage([0, String(error)]));'];
  workshopLines ??= URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/javascript' }));
  const worker = new Worker(policy ? policy.createScriptURL(workshopLines) : workshopLines, { type: inside ? 'classic' : 'module' });
  const here = { worker, waiting: new Map(), queue: [] };
  here.give = (message) => here.queue.push(message);
  const broken = (why) => { if (bench === here) clear(why); };
  worker.onerror = (event) => {
    // Else the page would take it for a fault of its own.
    event.preventDefault();
    broken(here.panic ?? event.message ?? 'the worker did not start');
  };
  worker.onmessageerror = () => broken('an answer could not be read');
  worker.onmessage = ({ data: [number, answered] }) => {
    if (number === undefined) {
      here.give = (message) => worker.postMessage(message, message[1].map((part) => part.buffer));
      here.queue.forEach(here.give);
    } else if (number === 0) {
      // A panic is told before it strikes; a program that did not come strikes no more.
      here.panic = answered;
      setTimeout(() => broken(answered));
    } else {
      here.waiting.get(number)?.keep(answered);
      here.waiting.delete(number);
    }
  };
  return here;
}

/** Where the browser lets no worker be: the same program, on the page's own time. */
function openHere() {
  const here = { waiting: new Map() };
  const program = Promise.resolve(inside?.workshop ?? import(at(tools.script))).then(async ({ default: init, answer }) => {
    await init({ module_or_path: fetch(at(tools.program), tools.integrity ? { integrity: tools.integrity } : {}) });
    return answer;
  });
  here.give = ([number, parts]) => program.then((answer) => here.waiting.get(number)?.keep(answer(parts)))
    .catch((error) => here.waiting.get(number)?.refuse(error)).then(() => here.waiting.delete(number));
  return here;
}

let requests = 0;

window.maniculeWorkshop = (parts) => new Promise((keep, refuse) => {
  try {
    bench ??= openWorker();
  } catch {
    bench = openHere();
  }
  requests += 1;
  bench.waiting.set(requests, { keep, refuse });
  bench.give([requests, parts]);
});

window.maniculeWorkshopStop = () => clear('stopped');

// ---- without a network -------------------------------------------------------------------------

// The service worker (`sw.js`) keeps the page for when there is no network. It fetches all of it, so it is asked for once
// the page has been used and has come to rest. A page that is open for days asks for a newer one when somebody comes back.

/** After the whole program is here. */
const REST = 3000;
/** Between two questions whether there is a newer build. */
const SELDOM = 3_600_000;

/** What keeps pages in this browser; nothing in a private window or where it is refused, as to a frame without an origin. */
const workers = (() => {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
})();

async function keepOffline() {
  const build = document.querySelector('meta[name="manicule-build"]').content;
  workers.onmessage = ({ data }) => {
    if ((data?.maniculeBuild ?? build) === build) return;
    window.maniculeNewer = true;
    dispatchEvent(new Event('manicule-newer'));
  };
  keeper = at(app.offline);
  // Browsers look at it and at a picture that it names: no part of a first visit.
  const manifest = make('link');
  Object.assign(manifest, { rel: 'manifest', href: at('manicule.webmanifest') });
  document.head.append(manifest);
  const registered = await workers.register(policy?.createScriptURL(keeper) ?? keeper, { updateViaCache: 'none' });
  // One that was here before anybody listened.
  registered.waiting?.postMessage(0);
  let last = -SELDOM;
  const ask = () => {
    if (document.hidden || performance.now() - last < SELDOM) return;
    last = performance.now();
    registered.update().catch(() => { last = -SELDOM; });
  };
  document.addEventListener('visibilitychange', ask);
  addEventListener('online', ask);
  ask();
}

if (app.offline && workers) {
  addEventListener('manicule-whole', () => setTimeout(() => keepOffline().catch(() => {}), REST), { once: true });
}

/** SHA-256 (FIPS 180-4) as a string of 32 bytes: the browser's own makes one wait, and `fetchWaiting` cannot. */
function sha256(bytes) {
  const roots = (power, count) => {
    const found = [];
    for (let n = 2; found.length < count; n += 1) {
      let prime = true;
      for (let divisor = 2; divisor * divisor <= n; divisor += 1) prime &&= n % divisor > 0;
      if (prime) found.push((n ** power % 1) * 2 ** 32 | 0);
    }
    return found;
  };
  const turn = (word, by) => word >>> by | word << 32 - by;
  const constants = roots(1 / 3, 64);
  const sum = roots(1 / 2, 8);
  const padded = new DataView(new ArrayBuffer((bytes.length + 72) >> 6 << 6));
  new Uint8Array(padded.buffer).set(bytes);
  padded.setUint8(bytes.length, 128);
  padded.setBigUint64(padded.byteLength - 8, BigInt(bytes.length) * 8n);
  const words = new Int32Array(64);
  for (let block = 0; block < padded.byteLength; block += 64) {
    let [a, b, c, d, e, f, g, h] = sum;
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) words[i] = padded.getInt32(block + 4 * i);
      else {
        const [far, near] = [words[i - 15], words[i - 2]];
        words[i] = words[i - 16] + (turn(far, 7) ^ turn(far, 18) ^ far >>> 3)
          + words[i - 7] + (turn(near, 17) ^ turn(near, 19) ^ near >>> 10);
      }
      const first = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & f ^ ~e & g) + constants[i] + words[i];
      const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & b ^ a & c ^ b & c);
      [a, b, c, d, e, f, g, h] = [first + second | 0, a, b, c, d + first | 0, e, f, g];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { sum[i] = sum[i] + word | 0; });
  }
  return sum.map((word) => String.fromCharCode(word >>> 24, word >>> 16 & 255, word >>> 8 & 255, word & 255)).join('');
}

/** Whether this browser keeps work from an earlier visit, which the program will read at once. */
function wasHere() {
  try {
    return maniculeNames().length;
  } catch {
    return 0;
  }
}

if (rescues) {
  clearTimeout(watchdog);
  if (tongue) await learn().catch(() => {});
  showScreen(RESCUE);
} else if (framed) {
  // One line and the link behind it, which stand in the page for whoever has no script.
  clearTimeout(watchdog);
  const line = document.querySelector('.coming');
  // At once: else it waits whether the program comes.
  line.style.animation = 'none';
  line.firstChild.data = 'Manicule does not run in a page of another site. You can ';
} else try {
  // Our own fetch: the browser enforces integrity on it, which it does not do for the glue's, and
  // the program travels once, at the same time as the glue.
  const wasm = fetch(at(app.wasm), app.integrity ? { integrity: app.integrity } : {});
  wasm.catch(() => {}); // reported below, also when the glue fails first
  const learnt = tongue && learn().catch(() => { delete window.maniculeLocale; });
  // A service worker has no say in what `fetchWaiting` asks for.
  // What puts another language in front of English is in the later half.
  if (tongue || wasHere() || location.hash || workers?.controller || inside) ask();
  const glue = inside?.glue ?? await import(at(app.js));
  await asked;
  await learnt;
  await glue.default({ module_or_path: wasm });
} catch (error) {
  // A panic inside main() has shown the screen already, with its own sentence.
  clearTimeout(watchdog);
  log.errors.push(String(error));
  showScreen(started ? STOPPED : NOT_STARTED);
}
