// What comes out of a printer: pages of the site and the ticket through the browser, posters and booklets as the files
// that `charter` writes. Page counts and texts are read back by poppler.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext } from './support/browser.mjs';
import { lodge } from './support/journey.mjs';
import { root, startServer } from './support/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'charter-print-'));
let server;
let browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

// The text of each sheet that the browser would print.
async function printed(page) {
  const file = join(folder, 'page.pdf');
  writeFileSync(file, await page.pdf({ format: 'A4', preferCSSPageSize: true }));
  const sheets = run('pdftotext', '-layout', file, '-').split('\f').slice(0, -1);
  assert.match(run('pdfinfo', file), new RegExp(`Pages: +${sheets.length}\n[^]*\\(A4\\)`));
  return sheets;
}

function papers(command, ...args) {
  run(join(root, 'build/charter'), command, ...args, '--site', join(root, 'content/western-cape-dsd'), '--out', folder,
    '--today', '2026-11-28');
}

test('each kind of page prints on A4: no menu, no empty sheet, its address at the foot', async () => {
  const context = await openContext(browser, { viewport: desktop });
  const page = await context.newPage();
  for (const language of ['en', 'af', 'xh']) {
    for (const path of ['', 'charters/metro-south/', 'standards/answer-complaint/', 'services/', 'services/foster-care/',
      'offices/gugulethu/', 'manual/complaints/', 'about/open-data/', 'about/customer-care-plan/']) {
      const address = `/${language}/${path}`;
      if ((await page.goto(server.url + address)).status() === 404) continue; // not translated yet
      const menu = await page.locator('header nav a').allTextContents();
      const sheets = await printed(page);
      for (const sheet of sheets) assert.ok(sheet.trim().length > 40, `${address} has an empty sheet`);
      assert.ok(sheets.at(-1).replace(/\s/g, '').includes(`charter.example.org${address}`), `${address} does not say it`);
      const head = sheets[0].split('\n').slice(0, 12).join('\n');
      assert.ok(menu.length > 4 && !menu.every((entry) => head.includes(entry)), `${address} prints its menu`);
    }
  }
  await context.close();
});

test('the ticket, what was said and the next steps fit one sheet', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  for (const language of ['en', 'xh']) {
    const ticket = await lodge(page, server.url, language);
    const sheets = await printed(page);
    assert.equal(sheets.length, 1);
    assert.ok(sheets[0].replace(/\s/g, '').includes(ticket.reference.replace(/\s/g, '')));
  }
  await context.close();
});

test('posters, booklets and lists are sound HTML that anyone can read, and a browser prints the poster on one sheet', async () => {
  papers('poster', 'metro-south');
  papers('booklet', 'charters/metro-south');
  papers('booklet', 'manual', '--language', 'en');
  papers('distribution');
  const files = ['en/booklet-manual-a4'].concat(...['en', 'af', 'xh'].map((language) => [`${language}/poster-metro-south-a4`,
    `${language}/booklet-charters-metro-south-a4`, `${language}/distribution`]));
  const context = await openContext(browser, { viewport: desktop, script: true });
  const page = await context.newPage();
  page.on('request', (request) => assert.match(request.url(), /^(file|data):/));
  for (const file of files) {
    const path = join(folder, `${file}.html`);
    assert.deepEqual(await htmlFaults(readFileSync(path, 'utf8')), [], file);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`file://${path}`);
    assert.deepEqual(await axeFaults(page), [], file);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${file} is wider than 320 px`);
    if (file.includes('poster')) assert.equal((await printed(page)).length, 1, file);
  }
  await context.close();
});

test('a booklet has no letter below 10 pt, on A5 too, and no page with a few lines before the next chapter', async () => {
  papers('booklet', 'charters/metro-south', '--paper', 'a5', '--language', 'en');
  papers('booklet', 'manual', '--language', 'en');
  const context = await openContext(browser, { viewport: desktop, script: true });
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  for (const file of ['booklet-charters-metro-south-a5', 'booklet-manual-a4']) {
    await page.goto(`file://${join(folder, 'en', file)}.html`);
    const smallest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('body *')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''))
      .map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)));
    assert.ok(smallest >= 10, `${file}: ${smallest} pt`);
  }
  const sheets = await printed(page);
  for (const sheet of sheets.slice(1, -1)) assert.ok(sheet.trim().split('\n').length > 12, `a sheet with little on it:\n${sheet}`);
  await context.close();
});
