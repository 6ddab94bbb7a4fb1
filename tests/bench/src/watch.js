// Put into every page before its own scripts, floor and application alike: says when what an input caused was painted, how
// long frames and tasks were, and what storing took. It looks at the hooks that both pages have, and changes nothing.
window.bench = (() => {
  const bench = { longTasks: [], stored: 0, storing: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((task) => bench.longTasks.push(task.duration)))
    .observe({ type: 'longtask', buffered: true });

  // Main-thread time in the call that keeps a record.
  const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (...pair) {
    const begun = performance.now();
    set.apply(this, pair);
    bench.storing += performance.now() - begun;
    bench.stored += 1;
  };

  // The program's memory, of which there is one in a page.
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await make.apply(WebAssembly, given);
      const memory = Object.values((made.instance ?? made).exports).find((each) => each instanceof WebAssembly.Memory);
      bench.memory ??= memory;
      return made;
    };
  }

  // Just after the next paint: a frame's callbacks run before it, a message that they send is heard after it.
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  // Nothing is waiting, and some moments later nothing either. (An idle callback waits for frames that do not come.)
  const idle = () => scheduler.postTask(() => undefined, { priority: 'background' });
  const quiet = async () => {
    await idle();
    await new Promise((done) => setTimeout(done, 30));
    await idle();
  };
  bench.rest = async () => { await window.manicule.idle(); await painted(); await quiet(); };

  // ---- first load: when the article's words were painted, when the page says that it is ready
  const readable = async () => {
    while (!document.querySelector('[data-block]')) await painted();
    bench.readable = await painted();
    await window.manicule.ready;
    bench.ready = performance.now();
  };
  bench.loaded = readable().then(quiet);

  // ---- what has to be seen before an input counts as answered
  const markAt = ([x, y]) => document.elementFromPoint(x, y)?.closest('mark[data-annotations]');
  const idsAt = (point) => markAt(point)?.dataset.annotations.split(' ') ?? [];
  const looksAt = (point) => {
    const mark = markAt(point);
    return mark ? [mark.className, mark.dataset.annotations, mark.dataset.tag].join('|') : '';
  };
  let made = null;
  const signs = {
    created(point) {
      const before = idsAt(point);
      return () => (made = idsAt(point).find((id) => !before.includes(id))) !== undefined;
    },
    relabelled(point) { const before = looksAt(point); return () => looksAt(point) !== before; },
    gone(point) { return () => !idsAt(point).includes(made); },
    back(point) { return () => idsAt(point).includes(made); },
    opened(id, marked) {
      return () => {
        const article = document.querySelector('[data-document]');
        return article?.dataset.document === id && article.querySelector(marked ? '[data-block] mark' : '[data-block]');
      };
    },
    // The caret or the selection: whatever changes first in the article.
    stepped() {
      let changed = false;
      const before = [getSelection().focusNode, getSelection().focusOffset];
      const observer = new MutationObserver(() => { changed = true; observer.disconnect(); });
      observer.observe(document.querySelector('[data-document]'), { subtree: true, childList: true, attributes: true, characterData: true });
      return () => changed || getSelection().focusNode !== before[0] || getSelection().focusOffset !== before[1];
    },
    changed(selector) {
      const text = () => document.querySelector(selector)?.textContent;
      const before = text();
      return () => text() !== undefined && text() !== before;
    },
    // All articles were looked through.
    looked(bar, places) {
      const before = document.querySelector(places)?.textContent;
      const over = () => !document.querySelector(bar) && document.querySelector(places)?.textContent !== before;
      return over;
    },
  };

  // Waits for the next real event of a type; its time runs until just after the paint after which the sign is seen.
  bench.arm = (type, sign, ...about) => {
    const seen = signs[sign](...about);
    bench.answered = new Promise((done) => {
      const hear = async (event) => {
        if (!event.isTrusted || ['Control', 'Shift', 'Alt'].includes(event.key)) return;
        window.removeEventListener(type, hear, true);
        let at;
        do {
          at = await painted();
          if (at - event.timeStamp > (['looked', 'opened'].includes(sign) ? 25000 : 5000)) return done(null);
        } while (!seen());
        await quiet();
        done(at - event.timeStamp);
      };
      window.addEventListener(type, hear, true);
    });
  };

  // ---- places
  const scroller = () => {
    for (let at = document.querySelector('[data-block]'); at; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
    }
    return document.scrollingElement;
  };
  const whole = { top: 0, bottom: innerHeight };
  const view = (element) => (element === document.scrollingElement ? whole : element.getBoundingClientRect());

  // Goes to a part of the article, and waits until what is there is drawn.
  bench.goTo = async (share) => {
    const element = scroller();
    element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
    for (let turn = 0; turn < 4; turn += 1) await painted();
    await quiet();
  };

  // Two places on one line of the text, about two words apart: the `number`th of a fixed sequence that the mouse can touch.
  bench.stretch = (number) => {
    const { top, bottom } = view(scroller());
    const article = document.querySelector('[data-document]').getBoundingClientRect();
    let seed = number * 7919 + 17;
    const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
    const glyph = (x, y) => {
      const caret = document.caretPositionFromPoint(x, y);
      if (caret?.offsetNode.nodeType !== 3 || caret.offset >= caret.offsetNode.length) return null;
      if (!document.elementFromPoint(x, y)?.closest('[data-block]')) return null;
      const range = document.createRange();
      range.setStart(caret.offsetNode, caret.offset);
      range.setEnd(caret.offsetNode, caret.offset + 1);
      const box = range.getBoundingClientRect();
      return box.width && Math.abs(box.left - x) < 20 && y >= box.top && y <= box.bottom ? box : null;
    };
    for (let turn = 0; turn < 500; turn += 1) {
      const x = article.left + 20 + random() * 300;
      const rough = glyph(x, top + 80 + random() * (Math.min(bottom, innerHeight) - top - 160));
      const y = rough && (rough.top + rough.bottom) / 2;
      const [from, to] = rough ? [glyph(x, y), glyph(x + 75, y)] : [];
      if (from && to && Math.abs(from.top - to.top) < 4) return [x, y, x + 75, y];
    }
    throw new Error('there is no line to drag over');
  };

  bench.middle = async (selector) => {
    const element = document.querySelector(selector);
    element.scrollIntoView({ block: 'nearest' });
    await painted();
    const box = element.getBoundingClientRect();
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  };

  // ---- frames
  let watching = false, gaps = [];
  bench.beginFrames = () => {
    [watching, gaps, bench.longTasks] = [true, [], []];
    let last = 0;
    const look = (now) => {
      if (last) gaps.push(now - last);
      last = now;
      if (watching) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const element = scroller();
    element.scrollTop = 0;
    return element.scrollHeight;
  };
  bench.left = () => {
    const element = scroller();
    return element.scrollHeight - element.scrollTop - element.clientHeight;
  };
  bench.endFrames = async () => {
    await new Promise((done) => setTimeout(done, 100));
    watching = false;
    const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0);
    return {
      frames: gaps.length + dropped, dropped, longest: Math.max(...gaps), long: bench.longTasks.length,
      longestTask: Math.max(0, ...bench.longTasks), left: bench.left(), gaps: gaps.map((gap) => Math.round(gap * 10) / 10),
    };
  };
  return bench;
})();
