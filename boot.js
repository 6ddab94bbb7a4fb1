// Starts Manicule, and is what is left when it stops.
//
// Plain JavaScript and the first script to run, so that it works when the WebAssembly program does not.
// What it offers to the page:
//   maniculeBoot          { violations: [], errors: [] }: content-policy refusals and uncaught errors,
//                         oldest first; read by tests, and by the report on the last screen
//   maniculeReady()       the program calls this once its first paint is done
//   maniculeCrash(text)   the program's panic hook calls this; shows the last screen
/** How long a start may take before the person is told that something is wrong. */
const PATIENCE = 15_000;

const STOPPED = 'Manicule has stopped because of a fault in the program.';
const NOT_STARTED = 'Manicule could not start: a part of it did not arrive, or arrived damaged.';
const SLOW = 'Manicule is taking unusually long to start.';

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

/** Everything Manicule keeps in this browser's local storage, as one file. */
function download(say) {
  try {
    const entries = {};
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('manicule')) entries[key] = localStorage.getItem(key);
    }
    const file = { manicule_rescue: 1, saved: new Date().toISOString(), entries };
    const link = make('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }));
    link.download = `manicule-rescue-${file.saved.slice(0, 10)}.json`;
    link.click();
    say(`Downloaded as ${link.download}; stored records in it: ${Object.keys(entries).length}.`);
  } catch {
    say('This browser does not let the page read what is stored.');
  }
}

async function copy(text, say) {
  try {
    await navigator.clipboard.writeText(text);
    say('The report is on the clipboard.');
  } catch {
    say('The browser refused the clipboard; the report stands below.');
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
    make('h1', '', sentence),
    make('p', '', 'What was saved in this browser is still there. Nothing has been sent anywhere.'),
    make('div', 'crash-buttons',
      button('Download my work', () => download(say)),
      button('Reload', () => location.reload()),
      button('Copy report', () => { details.textContent = report(); copy(report(), say); })),
    status,
    make('details', '', make('summary', '', 'Report'), details)));

  // Modal: the page behind is out of reach for mouse, keys and screen readers alike.
  panel.addEventListener('cancel', (event) => event.preventDefault());
  panel.addEventListener('close', () => panel?.isConnected && panel.showModal());
  for (const type of ['keydown', 'keyup', 'click']) {
    panel.addEventListener(type, (event) => event.stopPropagation());
  }
  document.body.append(panel);
  panel.showModal();
}

// ---- the start ---------------------------------------------------------------------------------

// Registered so that no other script can claim the name. It refuses everything; a later worker is
// what it will let through.
window.trustedTypes?.createPolicy('manicule', {
  createScriptURL(url) { throw new TypeError(`refused: ${url}`); },
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

const app = document.querySelector('meta[name="manicule-app"]').dataset;
const at = (path) => new URL(path, document.baseURI).href;

try {
  // Our own fetch: the browser enforces integrity on it, which it does not do for the glue's, and
  // the program travels once, at the same time as the glue.
  const wasm = fetch(at(app.wasm), app.integrity ? { integrity: app.integrity } : {});
  wasm.catch(() => {}); // reported below, also when the glue fails first
  const glue = await import(at(app.js));
  await glue.default({ module_or_path: wasm });
} catch (error) {
  // A panic inside main() has shown the screen already, with its own sentence.
  clearTimeout(watchdog);
  log.errors.push(String(error));
  showScreen(started ? STOPPED : NOT_STARTED);
}
