// Every page: no accessibility fault that axe finds, no HTML error, within the byte budgets, every internal link
// answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { generatedPages, layoutExamples, walkServedPages, walkStaffPages } from './support/pages.mjs';
import { startServer } from './support/server.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const languages = ['en', 'af', 'xh'];

// Bytes on the wire, compressed, headers counted: ux-checklist, section 13 of the product's budgets.
const budget = { html: 14600, css: 7 * 1024, first: 14600, down: 100 * 1024 };

const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // House style, not errors: void elements and boolean attributes as HTML allows them, long titles in isiXhosa.
    'void-style': 'off', 'attribute-boolean-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off',
    'attribute-empty-style': 'off', 'doctype-style': 'off', 'no-implicit-button-type': 'error',
    // Telephone numbers are set apart by their link already.
    'tel-non-breaking': 'off',
    // The summary of errors takes the focus, so that it is read first without any script.
    'no-autofocus': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
});

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

async function axeFaults(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

async function htmlFaults(text) {
  const report = await html.validateString(text);
  return report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
}

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

// The size of an answer as it crosses the wire, with its head.
async function wireBytes(address) {
  const response = await fetch(server.url + address, { headers: { 'accept-encoding': 'br' } });
  // fetch decodes the body; the length header is that of the compressed bytes.
  const body = Number(response.headers.get('content-length'));
  assert.ok(body > 0, `${address} gives no length`);
  let head = 15;
  for (const [name, value] of response.headers) head += name.length + value.length + 4;
  return { body, head, all: body + head, encoding: response.headers.get('content-encoding') };
}

test('every generated page fits the first flight of a connection, with its style', async () => {
  const home = await (await fetch(`${server.url}/en/`)).text();
  const style = home.match(/href="(\/assets\/style\.[0-9a-f]+\.css)"/)[1];
  const css = await wireBytes(style);
  assert.ok(css.all <= budget.css, `the style takes ${css.all} bytes`);
  const tooBig = [];
  let most = 0;
  for (const address of generatedPages(server.site)) {
    const page = await wireBytes(address);
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
