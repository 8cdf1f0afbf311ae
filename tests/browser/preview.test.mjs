// `charter serve` as an editor sees it: the page in the browser follows each save and stays where it was, mistakes stand
// over the site until they are mended, the forms have the edited words, the program ends clean.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { launch, phone } from './support/browser.mjs';
import { lodge, track } from './support/journey.mjs';
import { png } from './support/picture.mjs';
import { root } from './support/server.mjs';

const charter = join(root, 'build/charter');
const folder = mkdtempSync(join(tmpdir(), 'charter-desk-'));
const site = join(folder, 'site');
const scratch = join(folder, 'tmp');
const privacy = join(site, 'en/rights/privacy.md');
const options = ['--theme', join(root, 'themes/default'), '--today'];
let browser;
let context;
let desk;

// Starts the preview on a free port; what it writes goes to a folder of its own.
async function startPreview(today = '2026-11-28') {
  const child = spawn(charter, ['serve', '--site', site, '--port', '0', ...options, today],
    { env: { ...process.env, TMPDIR: scratch } });
  let said = '';
  await new Promise((ready, failed) => {
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (/http:\/\/\S+/.test(said)) ready();
    });
    child.once('exit', (code) => failed(new Error(`charter ended with ${code}`)));
  });
  return {
    url: said.match(/http:\/\/[^/\s]+/)[0],
    child,
    async stop(signal) {
      const begin = Date.now();
      const ended = new Promise((done) => child.once('exit', (code) => done(code)));
      child.kill(signal);
      return { code: await ended, milliseconds: Date.now() - begin };
    },
  };
}

// Scripts run as the pages' own policy allows, as in an editor's browser.
async function openPage(path) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (fault) => page.faults.push(String(fault)));
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  await page.goto(desk.url + path);
  return page;
}

const save = (file, change) => writeFileSync(file, change(readFileSync(file, 'utf8')));
const addWords = (file, words) => save(file, (text) => `${text}\n${words}\n`);

before(async () => {
  cpSync(join(root, 'content/western-cape-dsd'), site, { recursive: true });
  mkdirSync(scratch);
  browser = await launch();
  context = await browser.newContext({ viewport: phone, locale: 'en-ZA' });
  context.setDefaultTimeout(10000);
  desk = await startPreview();
});

after(async () => {
  await browser?.close();
  desk?.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a saved page is in the browser by itself, at the place that was read', async () => {
  const page = await openPage('/en/rights/privacy/');
  await page.evaluate(() => scrollTo(0, 700));
  const place = await page.evaluate(() => scrollY);
  assert.ok(place > 500, `the page is long enough to scroll: ${place}`);
  addWords(privacy, 'Words of the first save.');
  await page.getByText('Words of the first save.').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => scrollY), place);
  // Written beside and renamed over, as many editors save.
  writeFileSync(`${privacy}.new`, `${readFileSync(privacy, 'utf8')}\nWords of the second save.\n`);
  renameSync(`${privacy}.new`, privacy);
  await page.getByText('Words of the second save.').waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => scrollY), place);
  assert.deepEqual(page.faults, []);
  await page.close();
});

test('a change elsewhere reaches a page that shows it', async () => {
  const page = await openPage('/en/rights/');
  save(privacy, (text) => text.replace(/^title: .*$/m, 'title: A title of another kind'));
  await page.locator('main').getByText('A title of another kind').first().waitFor();
  await page.close();
});

test('mistakes stand over the site and go when they are mended, at the place that was read', async (t) => {
  const good = readFileSync(privacy, 'utf8');
  t.after(() => writeFileSync(privacy, good));
  const page = await openPage('/en/rights/privacy/');
  await page.evaluate(() => scrollTo(0, 600));
  const place = await page.evaluate(() => scrollY);
  writeFileSync(privacy, good.replace(/^title: /m, 'titel: '));
  const finding = page.locator('[data-code="unknown-field"]');
  await finding.waitFor();
  assert.match(await finding.innerText(), /en\/rights\/privacy\.md:\d+:\d+/);
  assert.equal(await finding.locator('mark').innerText(), 'titel');
  assert.match(await finding.innerText(), /Hint: did you mean "title"/);
  assert.deepEqual(await axeFaults(page), []);
  assert.deepEqual(await htmlFaults(await page.content()), []);
  // Another mistake instead: the page follows.
  writeFileSync(privacy, `${good}\n[Nowhere](nowhere.md)\n`);
  await page.locator('[data-code="dead-link"]').waitFor();
  assert.equal(await finding.count(), 0);
  // The page beneath can be looked at all the same.
  const beneath = await openPage('/en/rights/privacy/');
  await beneath.getByRole('link', { name: 'Show the page all the same' }).click();
  await beneath.getByRole('link', { name: '1 mistake' }).waitFor();
  await beneath.close();
  writeFileSync(privacy, good);
  await page.locator('main#main').waitFor();
  assert.equal(await page.evaluate(() => scrollY), place);
  await page.close();
});

test('a new page, a draft, a page that is gone and one that comes back are followed', async () => {
  const page = await openPage('/en/rights/waiting/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const file = join(site, 'en/rights/waiting.md');
  const text = '---\ntitle: While you wait\ndraft: true\ntranslations: {af: pending, xh: pending}\n---\nA draft.\n';
  writeFileSync(file, text);
  await page.getByRole('heading', { level: 1, name: 'While you wait' }).waitFor();
  await page.locator('aside.charter-preview').getByText('Draft').waitFor();
  assert.deepEqual(await axeFaults(page), []);
  rmSync(file);
  await page.getByText('A draft.', { exact: true }).waitFor({ state: 'detached' });
  writeFileSync(file, text.replace('draft: true\n', ''));
  await page.getByRole('heading', { level: 1, name: 'While you wait' }).waitFor();
  assert.equal(await page.getByText('this page is not published yet').count(), 0);
  rmSync(file);
  await page.close();
});

test('lodging shows the edited words of a promise, and a case can be lodged and tracked', async () => {
  const file = join(site, 'en/standards/answer-complaint.md');
  const page = await openPage('/en/lodge/?standard=answer-complaint');
  save(file, (text) => text.replace(/^title: .*$/m, 'title: We answer in other words'));
  await page.getByText('We answer in other words').first().waitFor();
  await page.close();
  // Of the next case the edited promise is the clock: first that of its acknowledgement.
  const acknowledge = join(site, 'en/standards/acknowledge-complaint.md');
  const due = async (within) => {
    save(acknowledge, (text) => text.replace(/^within: .*$/m, `within: ${within}`));
    await new Promise((later) => setTimeout(later, 300));
    const citizen = await context.newPage();
    const ticket = await lodge(citizen, desk.url, 'en');
    assert.equal(await track(citizen, desk.url, 'en', ticket), 'received');
    const day = await citizen.locator('[data-due]').getAttribute('data-due');
    await citizen.close();
    return day;
  };
  const late = await due('3 working days');
  const soon = await due('1 working days');
  assert.match(soon, /^\d{4}-\d\d-\d\d$/);
  assert.ok(soon < late, `${soon} is before ${late}`);
});

test('with another day the forms live on that day, and a case is lodged with a photo', async () => {
  const later = await startPreview('2027-03-18'); // a Thursday; the Monday after is a holiday
  try {
    const acknowledge = join(site, 'en/standards/acknowledge-complaint.md');
    save(acknowledge, (text) => text.replace(/^within: .*$/m, 'within: 3 working days'));
    await new Promise((wait) => setTimeout(wait, 300));
    const citizen = await context.newPage();
    const photo = { name: 'tap.png', mimeType: 'image/png', buffer: png(60, 40, [200, 0, 0]) };
    const ticket = await lodge(citizen, later.url, 'en', { photo });
    assert.match(await citizen.locator('main').innerText(), /18 March 2027/);
    assert.match(await citizen.locator('main').innerText(), /tap\.png/);
    assert.equal(await track(citizen, later.url, 'en', ticket), 'received');
    assert.equal(await citizen.locator('[data-due]').getAttribute('data-due'), '2027-03-24');
    await citizen.close();
  } finally {
    await later.stop('SIGTERM');
  }
});

test('the preview answers this machine alone, ends at a signal within two seconds, and leaves nothing', async () => {
  assert.equal(readdirSync(scratch).length, 1);
  const page = await openPage('/en/'); // it waits for changes
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const { code, milliseconds } = await desk.stop(signal);
    assert.equal(code, 0);
    assert.ok(milliseconds < 2000, `${signal}: ${milliseconds} ms`);
    assert.deepEqual(readdirSync(scratch), []);
    desk = await startPreview();
  }
  await page.close();
});

test('a port that is taken and a folder that is not there are one line and an exit code', () => {
  const { port } = new URL(desk.url);
  const run = (...args) => spawnSync(charter, ['serve', ...args], { encoding: 'utf8', timeout: 20000 });
  const taken = run('--site', site, '--port', port, ...options, '2026-11-28');
  assert.equal(taken.status, 3);
  assert.match(taken.stderr, /^charter: cannot listen on .*another program has this port.*\n$/);
  assert.equal(taken.stdout, '');
  const missing = run('--site', join(folder, 'nowhere'));
  assert.equal(missing.status, 2);
  assert.match(missing.stderr + missing.stdout, /nowhere/);
  assert.equal(run('--site', site, '--port', 'x').status, 2);
});
