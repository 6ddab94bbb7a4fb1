// Keeps the page for when there is no network. The browser runs it beside the page, from the second visit on.
//
// It must never keep an old program over newer data, so a page comes from the network whenever there is one, and else from
// the newest build that is here as a whole, whichever build this worker is of. It never takes over from another worker by
// force, never takes anything in but when it is installed, and leaves everything that is not this site's alone: caches
// belong to the whole host, under which there may be other sites.
//
// `cargo xtask build` writes the next two lines: the id of the build, and its files with their integrity. What has none is
// made anew under the same name by each build.
const BUILD = '';
const FILES = {};

const scope = new URL(registration.scope).pathname;
/** Caches of this site begin like this; a path has no space in it. */
const FAMILY = `manicule ${scope} `;
const OURS = FAMILY + BUILD;
/** In a cache that is whole: which one it is, counted from 1. Clocks go back at times. */
const WHOLE = 'manicule-whole';
/** Pages, by the names under which they are asked for. */
const PAGES = { '': './', 'index.html': './', 'rescue.html': 'rescue.html' };

/** The caches of this site: which one each is, or 0 where it is not whole. The newest comes first. */
async function kept() {
  const names = (await caches.keys()).filter((name) => name.startsWith(FAMILY));
  const all = await Promise.all(names.map(async (name) => {
    const cache = await caches.open(name);
    return { name, cache, number: Number(await (await cache.match(WHOLE))?.text() ?? 0) };
  }));
  return all.sort((a, b) => b.number - a.number);
}

/** Fetches the whole build. Anything that is missing, damaged or of another build refuses all of it. */
async function install() {
  const number = 1 + Math.max(0, ...(await kept()).map((each) => each.number));
  const cache = await caches.open(OURS);
  try {
    const page = await answer('./', { cache: 'no-store', redirect: 'error' });
    const text = await page.text();
    // Half of a deployment: the worker is here already, its page is not.
    if (!text.includes(`content="${BUILD}"`)) throw new Error('the page is of another build');
    await cache.put('./', new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
    for (const [name, integrity] of Object.entries(FILES)) {
      const file = await answer(name, integrity ? { integrity } : { cache: 'no-store' });
      // A copy: the host's headers say how the file travelled, not what it is.
      const headers = { 'content-type': file.headers.get('content-type') ?? '' };
      await cache.put(name, new Response(await file.arrayBuffer(), { headers }));
    }
    await cache.put(WHOLE, new Response(String(number)));
  } catch (error) {
    await caches.delete(OURS);
    throw error;
  }
  // Pages of another build are told that this one is here. They load it when somebody says so.
  for (const page of await clients.matchAll({ type: 'window', includeUncontrolled: true })) {
    if (new URL('./', page.url).pathname === scope) page.postMessage({ maniculeBuild: BUILD });
  }
}

async function answer(name, options) {
  const response = await fetch(name, options);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

/** Removes what older builds left, once no page of theirs is open. A newer one may be on its way. */
async function tidy() {
  const all = await kept();
  const own = all.find(({ name }) => name === OURS)?.number ?? 0;
  const old = all.filter(({ number }) => (number ? number < own : !registration.installing));
  await Promise.all(old.map(({ name }) => caches.delete(name)));
}

/** The newest whole build's file. */
async function newest(name) {
  const [first] = await kept();
  return first?.number ? first.cache.match(name) : undefined;
}

/** What the network says; where it says nothing, or the host is out of order, what is kept. */
async function fresh(name, ask) {
  try {
    const response = await ask();
    return response.status < 500 ? response : await newest(name) ?? response;
  } catch (error) {
    const found = await newest(name);
    if (found) return found;
    throw error;
  }
}

/** A file whose name tells what is in it, from any build that is here. */
async function same(request, name) {
  for (const { cache } of await kept()) {
    const found = await cache.match(name);
    if (found) return found;
  }
  return fetch(request);
}

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(tidy()));
// A page that was not listening yet asks.
addEventListener('message', ({ source }) => source.postMessage({ maniculeBuild: BUILD }));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith(scope)) return;
  const name = pathname.slice(scope.length);
  if (request.mode === 'navigate') {
    // `no-cache`: else a host's `max-age` has the old page come back. A redirect is the browser's to follow.
    const ask = () => fetch(request.url, { cache: 'no-cache', redirect: 'manual' });
    if (Object.hasOwn(PAGES, name)) event.respondWith(fresh(PAGES[name], ask));
  } else if (/^[^/]+-[0-9a-f]{16}\.\w+$/.test(name)) {
    event.respondWith(same(request, name));
  } else if (Object.hasOwn(FILES, name)) {
    event.respondWith(fresh(name, () => fetch(request)));
  }
});
