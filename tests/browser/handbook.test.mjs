// The product's own handbook as a reader sees it, published as files alone: no accessibility fault that axe finds, no
// HTML error, nothing wider than a phone, every link and anchor there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { launch, openContext, phone } from './support/browser.mjs';
import { generatedPages } from './support/pages.mjs';
import { root } from './support/server.mjs';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css' };

let folder;
let site;
let files;
let url;
let browser;

function readPublished(address) {
  try {
    return readFileSync(join(site, address.endsWith('/') ? `${address}index.html` : address));
  } catch {
    return null;
  }
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'charter-handbook-'));
  site = join(folder, 'site');
  const built = spawnSync(join(root, 'build/charter'),
    ['build', '--site', join(root, 'content/handbook'), '--out', site, '--strict', '--profile', 'publish'], { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  files = createServer((request, response) => {
    const address = new URL(request.url, 'http://handbook.example').pathname;
    const bytes = readPublished(address);
    response.writeHead(bytes ? 200 : 404, { 'content-type': types[extname(address)] ?? types['.html'] });
    response.end(bytes ?? '');
  });
  await new Promise((ready) => files.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${files.address().port}`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  files?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('axe finds nothing on any page of the handbook, and none is wider than a phone', async () => {
  const context = await openContext(browser, { viewport: phone, script: true });
  const page = await context.newPage();
  const faults = [];
  for (const address of generatedPages(site)) {
    await page.goto(url + address);
    for (const fault of await axeFaults(page)) faults.push(`${address}: ${fault}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > phone.width) faults.push(`${address}: ${width} px wide`);
  }
  assert.deepEqual(faults, []);
  await context.close();
});

test('the HTML of every page of the handbook is right, and every link of it leads somewhere', async () => {
  const pages = generatedPages(site);
  assert.ok(pages.length > 30, `${pages.length} pages`);
  const faults = [];
  for (const address of pages) {
    const text = readPublished(address).toString();
    for (const fault of await htmlFaults(text)) faults.push(`${address}: ${fault}`);
    for (const [, href] of text.matchAll(/(?:href|src)="([^"]*)"/g)) {
      const link = new URL(href.replaceAll('&amp;', '&'), url + address);
      if (link.origin !== url) continue;
      const target = readPublished(link.pathname);
      const anchor = decodeURIComponent(link.hash.slice(1));
      if (!target || (anchor && !target.includes(`id="${anchor}"`))) faults.push(`${address}: ${href} leads nowhere`);
    }
  }
  assert.deepEqual(faults, []);
});

test('a reader comes from the first page to what a code means by links alone', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(`${url}/`);
  for (const words of ['Open the handbook', 'What each finding means', 'Findings in pages', 'dead-link'])
    await page.getByRole('link', { name: words, exact: true }).first().click();
  assert.equal(new URL(page.url()).hash, '#dead-link');
  assert.ok(await page.getByRole('heading', { name: 'dead-link', exact: true }).isVisible());
  await context.close();
});
