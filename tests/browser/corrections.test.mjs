// What was recorded wrongly is put right: by a supervisor at the desk, and by the command after a holiday was declared.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, lodge, signIn, track } from './support/journey.mjs';
import { root, startServer } from './support/server.mjs';

let server;
let browser;
let ticket;
const folder = mkdtempSync(join(tmpdir(), 'charter-corrections-'));
before(async () => {
  server = await startServer();
  browser = await launch();
  const page = await (await openContext(browser)).newPage();
  ticket = await lodge(page, server.url, 'en', { name: 'Sample Wrongname', phone: '021 000 0077' });
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const caseUrl = () => `${server.url}/staff/cases/${ticket.reference}`;
const send = (page) => leave(page, () => page.locator('form:has(input[name=step]) button[type=submit]').click());

test('head office corrects a number: the form opens with what is recorded, and the person reads that it was put right', async () => {
  const page = await (await openContext(browser, { viewport: desktop })).newPage();
  await signIn(page, server.url, 'sample-reviewer');
  await page.goto(`${caseUrl()}?step=correct`);
  assert.equal(await page.inputValue('[name=phone]'), '+27210000077');
  assert.equal(await page.locator('[name=channel]').count(), 0, 'a web case came as it came');
  await page.fill('[name=internal_note]', 'She spelt it for us on the phone.');
  await send(page);
  assert.match(await page.locator('.errors').innerText(), /Nothing here differs/);
  await page.fill('[name=phone]', '12');
  await page.fill('[name=name]', 'Sample Rightname');
  await send(page);
  assert.match(await page.locator('#phone-error').innerText(), /./);
  assert.equal(await page.inputValue('[name=name]'), 'Sample Rightname');
  assert.equal(await page.inputValue('[name=internal_note]'), 'She spelt it for us on the phone.');
  await page.fill('[name=phone]', '021 000 0078');
  await send(page);
  const text = await page.locator('main').innerText();
  assert.match(text, /Record put right/);
  assert.match(text, /Put right: the name, the phone number\./);
  assert.match(text, /\+27210000078/);
  assert.doesNotMatch(text, /Wrongname|0000077/, 'what was wrong is erased');
  await track(page, server.url, 'en', ticket);
  const theirs = await page.locator('main').innerText();
  assert.match(theirs, /We put right what we had recorded wrongly/);
  assert.doesNotMatch(theirs, /Rightname|spelt/);
  await page.context().close();
});

test('an officer is not offered the correction, and cannot send it', async () => {
  const page = await (await openContext(browser)).newPage();
  await signIn(page, server.url, 'sample-officer');
  await page.goto(`${caseUrl()}?step=correct`);
  assert.equal(await page.locator('a[href*="step=correct"]').count(), 0);
  await page.goto(`${caseUrl()}?step=note`);
  await page.fill('[name=internal_note]', 'x');
  const fields = new URLSearchParams(await page.locator('form:has(input[name=step])').evaluate((form) => [...new FormData(form)].map(([name, value]) => [name, String(value)])));
  fields.set('step', 'correct');
  fields.set('kind', 'enquiry');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(caseUrl(), { method: 'POST', redirect: 'manual', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, body: fields.toString() });
  assert.equal(answer.status, 403);
  await page.context().close();
});

test('the form is clean for assistive technology, as HTML and at 320 px', async () => {
  for (const viewport of [phone, desktop]) {
    const page = await (await openContext(browser, { viewport, script: true })).newPage();
    await signIn(page, server.url, 'sample-reviewer');
    await page.goto(`${caseUrl()}?step=correct`);
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= viewport.width);
    await page.context().close();
  }
});

// The next Wednesday but one is a working day, whatever today is, unless it is a holiday: then the one after.
function someWorkingDay() {
  const day = new Date(Date.now() + 8 * 86400e3);
  while (day.getUTCDay() !== 3 || /-(12-16|01-01)$/.test(day.toISOString().slice(0, 10))) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

test('a holiday declared later moves the dates of running cases once, and the person is told', async () => {
  const page = await (await openContext(browser)).newPage();
  await track(page, server.url, 'en', ticket);
  const { data, folder: old } = await server.stop({ keep: true });
  const site = join(folder, 'content');
  cpSync(join(root, 'content/western-cape-dsd'), site, { recursive: true });
  appendFileSync(join(site, 'data/holidays.yaml'), `- date: ${someWorkingDay()}\n  name: {en: A declared day, af: "'n Dag", xh: Usuku}\n  source: test\n`);
  const out = join(folder, 'site');
  const run = (program, ...args) => spawnSync(join(root, 'build', program), args, { encoding: 'utf8' });
  const built = run('charter', 'build', '--site', site, '--theme', join(root, 'themes/default'), '--out', out, '--today', '2026-11-28');
  assert.equal(built.status, 0, built.stdout + built.stderr);
  const recalculate = (...more) => run('charterd', 'recalculate', '--site', out, '--data', data, ...more);
  const dry = recalculate('--dry-run');
  assert.equal(dry.status, 0, dry.stderr);
  assert.match(dry.stdout, /resolve +\d{4}-\d\d-\d\d -> \d{4}-\d\d-\d\d\n/);
  assert.match(dry.stdout, /1 of 1 running cases would move; nothing was written/);
  const done = recalculate();
  assert.equal(done.stdout.replace('moved\n', ''), dry.stdout.replace('would move; nothing was written\n', ''));
  assert.equal(recalculate().stdout, '0 of 1 running cases moved\n');
  assert.equal(run('charterd', 'verify', '--data', data).status, 0);
  const [, before, now] = done.stdout.match(/resolve +(\S+) -> (\S+)/);
  assert.ok(now > before);
  server = await startServer({ built: out, kept: data });
  await track(page, server.url, 'en', ticket);
  assert.match(await page.locator('main').innerText(), /A public holiday was declared later\. That day does not count\./);
  assert.match(await page.locator('main').innerText(), /The answer: the date was .* and is now /);
  await page.context().close();
  rmSync(old, { recursive: true, force: true });
});

test('recalculate says in one line what it lacks', () => {
  const run = (...args) => spawnSync(join(root, 'build/charterd'), ['recalculate', ...args], { encoding: 'utf8' });
  const nowhere = run('--site', join(folder, 'none'), '--data', join(folder, 'none'));
  assert.equal(nowhere.status, 3);
  assert.match(nowhere.stderr, /^charterd: there is no published site at .*\n$/);
  assert.equal(run('--data', folder).status, 2);
});
