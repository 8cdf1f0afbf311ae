// Every page: no accessibility fault that axe finds, no HTML error, within the byte budgets, every internal link
// answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults, wireBytes } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { generatedPages, layoutExamples, walkServedPages, walkStaffPages } from './support/pages.mjs';
import { startServer } from './support/server.mjs';

const languages = ['en', 'af', 'xh'];

// Bytes on the wire, compressed, headers counted: ux-checklist, section 13 of the product's budgets.
const budget = { html: 14600, css: 7 * 1024, first: 14600, down: 100 * 1024 };

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

// A page drawn by the server cannot be fetched again, so its markup is what the browser parsed and then the source
// that it asked for.
function watchSources(page) {
  const sources = new Map();
  page.on('response', async (response) => {
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) return;
    try {
      sources.set(response.url(), { text: await response.text(), status: response.status() });
    } catch {
      // a redirect has no body
    }
  });
  return sources;
}

for (const language of languages) {
  for (const [name, viewport, scheme] of [['a phone', phone, 'light'], ['a desktop', desktop, 'dark']]) {
    test(`axe finds nothing on any layout in ${language} on ${name}, ${scheme}`, async () => {
      const context = await openContext(browser, { viewport, scheme, script: true });
      const page = await context.newPage();
      const faults = [];
      const look = async (what) => {
        for (const fault of await axeFaults(page)) faults.push(`${what}: ${fault}`);
      };
      for (const address of layoutExamples(language)) {
        await page.goto(server.url + address);
        await look(address);
      }
      const ticket = await walkServedPages(page, server, language, look);
      if (language === 'en') await walkStaffPages(page, server, ticket, look);
      assert.deepEqual(faults, []);
      await context.close();
    });
  }

  test(`the HTML of every served page is right in ${language}`, async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    const sources = watchSources(page);
    const faults = [];
    const look = async (what) => {
      await page.waitForLoadState();
      const source = sources.get(page.url());
      for (const fault of await htmlFaults(source?.text ?? await page.content())) faults.push(`${what}: ${fault}`);
    };
    const ticket = await walkServedPages(page, server, language, look);
    if (language === 'en') await walkStaffPages(page, server, ticket, look);
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('the HTML of every generated page is right', async () => {
  const faults = [];
  for (const address of generatedPages(server.site)) {
    const text = await (await fetch(server.url + address)).text();
    for (const fault of await htmlFaults(text)) faults.push(`${address}: ${fault}`);
  }
  assert.deepEqual(faults, []);
});

test('no generated page skips a level of headings, and none has too many elements', async () => {
  const limit = { page: 500, list: 800 };
  const faults = [];
  for (const address of generatedPages(server.site)) {
    const text = await (await fetch(server.url + address)).text();
    const elements = text.match(/<[a-z][^>]*>/g);
    const levels = elements.map((tag) => tag.match(/^<h([1-6])[ >]/)?.[1]).filter(Boolean).map(Number);
    const skipped = levels.find((level, at) => level > (levels[at - 1] ?? 0) + 1);
    if (skipped) faults.push(`${address}: h${skipped} in ${levels}`);
    const isList = /^\/[a-z]+\/[a-z]+\/$/.test(address);
    if (elements.length > (isList ? limit.list : limit.page)) faults.push(`${address}: ${elements.length} elements`);
  }
  assert.deepEqual(faults, []);
});

test('every generated page fits the first flight of a connection, with its style', async () => {
  const home = await (await fetch(`${server.url}/en/`)).text();
  const style = home.match(/href="(\/assets\/style\.[0-9a-f]+\.css)"/)[1];
  const css = await wireBytes(server.url, style);
  assert.ok(css.all <= budget.css, `the style takes ${css.all} bytes`);
  const tooBig = [];
  let most = 0;
  for (const address of generatedPages(server.site)) {
    const page = await wireBytes(server.url, address);
    most = Math.max(most, page.all);
    if (page.encoding !== 'br' || page.all > budget.html || page.all + css.all > budget.first)
      tooBig.push(`${address}: ${page.all} bytes and ${css.all} of style`);
  }
  console.log(`largest page ${most} bytes, style ${css.all} bytes`);
  assert.deepEqual(tooBig, []);
});

test('a whole complaint journey costs under 100 KB', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  let bytes = 0;
  const tooBig = [];
  page.on('response', async (response) => {
    const sizes = await response.request().sizes().catch(() => null);
    if (!sizes) return;
    const all = sizes.responseBodySize + sizes.responseHeadersSize;
    bytes += all;
    if (all > budget.html) tooBig.push(`${response.url()}: ${all}`);
  });
  await walkServedPages(page, server, 'en', async () => {});
  console.log(`two journeys and three looks at a case: ${bytes} bytes`);
  assert.deepEqual(tooBig, []);
  assert.ok(bytes <= 2 * budget.down, `${bytes} bytes`);
  await context.close();
});

test('every internal link and anchor of every page answers', async () => {
  const pages = generatedPages(server.site);
  const seen = new Map();
  const body = async (path) => {
    if (!seen.has(path)) {
      const response = await fetch(server.url + path);
      seen.set(path, { ok: response.ok, text: await response.text() });
    }
    return seen.get(path);
  };
  const dead = [];
  for (const address of pages) {
    const { text } = await body(address);
    for (const [, raw] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const link = new URL(raw.replaceAll('&amp;', '&'), server.url + address);
      if (link.origin !== server.url) continue;
      const target = await body(link.pathname + link.search);
      if (!target.ok) dead.push(`${address}: ${raw}`);
      const anchor = decodeURIComponent(link.hash.slice(1));
      if (anchor && !target.text.includes(`id="${anchor}"`)) dead.push(`${address}: ${raw} has no such place`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(pages.length > 200, `${pages.length} pages`);
});
