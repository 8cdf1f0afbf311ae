// A complaint about a sensitive subject: kept from the office complained of until the person consents, without
// JavaScript; files from the tracking page; what is due for deletion, as a list.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { act, leave, readTicket, signIn, submit, takeStep, track } from './support/journey.mjs';
import { root, startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

// From the question about the subject to the check page.
async function toCheck(page, language, consents) {
  await page.goto(`${server.url}/${language}/lodge/?service=victims-of-violence&office=metro-south&kind=complaint`);
  for (const question of ['start', 'about', 'what', 'who']) {
    if (question === 'what') await page.fill('[name=description]', 'The shelter told my neighbour where I was. (Sample.)');
    await submit(page);
  }
  if (consents) await page.locator('[name=office_consent]').check();
  await page.locator('[name=consent]').check();
  await submit(page);
  await submit(page);
  assert.match(page.url(), /\/lodge\/check\/$/);
}

const statusFor = async (name, reference) => {
  const page = await (await openContext(browser, { viewport: desktop })).newPage();
  await signIn(page, server.url, name);
  const answer = await page.goto(`${server.url}/staff/cases/${reference}`);
  const text = await page.locator('main').innerText();
  await page.context().close();
  return { status: answer.status(), text };
};

let ticket;

test('without consent only the head office reads it, and the check page says so', async () => {
  const page = await (await openContext(browser)).newPage();
  await toCheck(page, 'en', false);
  assert.match(await page.locator('main').innerText(), /sensitive, so only this office reads it: Head Office/);
  await submit(page);
  ticket = await readTicket(page);
  for (const name of ['sample-officer', 'sample-supervisor'])
    assert.equal((await statusFor(name, ticket.reference)).status, 404, name);
  const head = await statusFor('sample-reviewer', ticket.reference);
  assert.equal(head.status, 200);
  assert.doesNotMatch(head.text, /neighbour/);
  await page.context().close();
});

test('who consents when lodging is told that the office reads it', async () => {
  const page = await (await openContext(browser)).newPage();
  await toCheck(page, 'af', true);
  assert.match(await page.locator('main').innerText(), /Hierdie kantoor lees alles: Metro-Suid/);
  await page.context().close();
});

test('the person consents on the tracking page, and takes it back, in each language', async () => {
  for (const language of ['en', 'af', 'xh']) {
    const page = await (await openContext(browser, { viewport: phone })).newPage();
    await track(page, server.url, language, ticket);
    await leave(page, () => page.locator('form[action$="/track/consent/"] button').click());
    assert.deepEqual(await htmlFaults(await page.content()), []);
    await submit(page);
    const seen = await statusFor('sample-officer', ticket.reference);
    assert.equal(seen.status, 200);
    assert.doesNotMatch(seen.text, /neighbour/, 'sealed until a reason is given');
    await act(page, 'withdraw-consent');
    assert.equal((await statusFor('sample-officer', ticket.reference)).status, 404);
    await page.context().close();
  }
});

test('the tracking page shows what the office wrote, and takes files with a reply', async () => {
  const desk = await (await openContext(browser, { viewport: desktop })).newPage();
  await signIn(desk, server.url, 'sample-reviewer');
  await desk.goto(`${server.url}/staff/cases/${ticket.reference}/open`);
  await desk.fill('[name=reason]', 'I work on it.');
  await submit(desk);
  await takeStep(desk, server.url, ticket.reference, 'acknowledge', { public_note: 'We have your complaint. Thank you.' });
  await takeStep(desk, server.url, ticket.reference, 'ask', { public_note: 'When was it?' });
  await desk.context().close();

  const page = await (await openContext(browser, { script: true })).newPage();
  assert.equal(await track(page, server.url, 'en', ticket), 'awaiting-complainant');
  assert.match(await page.locator('main').innerText(), /We have your complaint\. Thank you\./);
  await leave(page, () => page.locator('form[action$="/track/reply/"] button').click());
  assert.deepEqual(await axeFaults(page), []);
  assert.deepEqual(await htmlFaults(await page.content()), []);
  await page.fill('main textarea', 'On Monday.');
  await page.setInputFiles('[name=photo]', [
    { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('words') },
  ]);
  await submit(page);
  const told = await page.locator('main').innerText();
  assert.match(told, /We have your reply/);
  assert.match(told, /notes\.txt/);
  assert.deepEqual(await htmlFaults(await page.content()), []);
  assert.equal(await track(page, server.url, 'en', ticket), 'in-progress');
  const shown = await page.locator('main').innerText();
  assert.match(shown, /letter\.pdf/);
  assert.doesNotMatch(shown, /notes\.txt/);
  await page.context().close();
});

test('what is due for deletion is listed, and nothing is deleted', async () => {
  const page = await (await openContext(browser)).newPage();
  await track(page, server.url, 'en', ticket);
  await act(page, 'withdraw');
  await page.context().close();
  const run = (...more) => spawnSync(join(root, 'build/charterd'),
    ['retention', '--site', server.site, '--data', server.data, ...more], { encoding: 'utf8' });
  const now = run();
  assert.equal(now.status, 0, now.stderr);
  assert.match(now.stdout, /^0 due, 0 more within 30 days; nothing was deleted\n$/);
  const year = new Date().getFullYear();
  const due = run('--today', `${year + 5}-12-31`);
  assert.match(due.stdout, new RegExp(`^${ticket.reference.replace(/(...)(...)(...)/, '$1.$2.$3')}  complaint +metro-south  ended ${year}-\\d\\d-\\d\\d  due since`));
  assert.match(due.stdout, /\n1 due, 0 more within 30 days; nothing was deleted\n$/);
  assert.equal(run('--today', 'tomorrow').status, 2);
  assert.equal(spawnSync(join(root, 'build/charterd'), ['retention', '--site', server.site, '--data', '/nowhere']).status, 3);
  const verified = spawnSync(join(root, 'build/charterd'), ['verify', '--data', server.data], { encoding: 'utf8' });
  assert.match(verified.stdout, /nothing was altered/);
});
