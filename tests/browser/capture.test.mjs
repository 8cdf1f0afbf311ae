// The case desk in a browser, without any script: what comes over the counter, by keyboard alone, at 320 px and at a desk.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, lodge, readTicket, signIn, takeStep, track } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const day = (ago) => new Date(Date.now() + 2 * 3600e3 - ago * 86400e3).toISOString().slice(0, 10);

// Moves on with the tabulator key until the field has the focus.
async function tabTo(page, name) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.getAttribute('name') === wanted, name)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the field ${name} cannot be reached by keyboard`);
}

// Alt and a key, as the browser gets them from a keyboard: the sign itself comes with the modifier.
async function press(page, key) {
  const keyboard = await page.context().newCDPSession(page);
  const event = { modifiers: 1, key, text: key, unmodifiedText: key };
  await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown', text: undefined });
  await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'char' });
}
// One that leads to another page.
const pressAccessKey = (page, key) => leave(page, () => press(page, key));

test('a walk-in is captured by keyboard alone and leaves with the ticket of the web', async () => {
  const context = await openContext(browser, { viewport: desktop });
  const page = await context.newPage();
  await signIn(page, server.url, 'sample-assistant');
  await pressAccessKey(page, 'r');
  await tabTo(page, 'kind');
  await page.keyboard.type('Comp');
  await tabTo(page, 'description');
  await page.keyboard.type('Ndalinda iiyure ezine edesikeni.');
  await press(page, '1');
  assert.equal(await page.inputValue('[name=channel]:checked'), 'front-desk');
  assert.equal(await page.inputValue('[name=description]'), 'Ndalinda iiyure ezine edesikeni.', 'what was typed stays');
  await tabTo(page, 'phone');
  await page.keyboard.type('082 123 4567');
  await tabTo(page, 'consent');
  await page.keyboard.press('Space');
  await pressAccessKey(page, 's');
  const ticket = await readTicket(page);
  assert.match(page.url(), new RegExp(`/staff/tickets/${ticket.reference}$`));
  assert.equal(await track(page, server.url, 'xh', ticket), 'received');
  await page.goto(`${server.url}/staff/cases/${ticket.reference}`);
  const text = await page.locator('main').innerText();
  assert.match(text, /front desk/);
  assert.match(text, /sample-assistant/);
  await context.close();
});

test('a letter counts from the day it came, and mistakes stand at their fields with every answer kept', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await signIn(page, server.url, 'sample-officer');
  await page.goto(`${server.url}/staff/capture?channel=letter`);
  await page.fill('[name=description]', 'Ek het vier uur gewag.');
  await page.fill('[name=received_date]', day(7));
  await leave(page, () => page.locator('main form button[type=submit]').click());
  const summary = await page.locator('.errors').innerText();
  assert.match(summary, /Choose what it is/);
  assert.match(summary, /Say why it is written down later/);
  assert.equal(await page.locator('[name=description]').inputValue(), 'Ek het vier uur gewag.');
  assert.equal(await page.locator('[name=received_date]').inputValue(), day(7));
  await page.selectOption('[name=kind]', 'complaint');
  await page.fill('[name=later_reason]', 'The post room kept it');
  await page.check('[name=language][value=af]');
  await leave(page, () => page.locator('main form button[type=submit]').click());
  const ticket = await readTicket(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'af');
  await page.goto(`${server.url}/staff/cases/${ticket.reference}`);
  assert.match(await page.locator('main').innerText(), /The post room kept it/);
  await track(page, server.url, 'en', ticket);
  assert.doesNotMatch(await page.locator('main').innerText(), /post room/, 'an internal note is not for the person');
  await context.close();
});

test('the form sent twice is one case; its ticket is for who captured it', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await signIn(page, server.url, 'sample-officer');
  await page.goto(`${server.url}/staff/capture?channel=telephone`);
  const fields = await page.locator('main form').evaluate((form) => [...new FormData(form)]);
  const sent = new URLSearchParams([...fields.filter(([name]) => !['kind', 'description'].includes(name)),
    ['kind', 'enquiry'], ['description', 'When does the office open?']]);
  const cookie = (await context.cookies(`${server.url.replace('http:', 'https:')}/`)).map((one) => `${one.name}=${one.value}`).join('; ');
  const post = () => fetch(`${server.url}/staff/capture`, { method: 'POST', redirect: 'manual', body: sent.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie } });
  const first = (await post()).headers.get('location');
  assert.match(first, /^\/staff\/tickets\/[0-9A-Z]{9}$/);
  assert.equal((await post()).headers.get('location'), first);
  const other = await openContext(browser);
  const reader = await other.newPage();
  await signIn(reader, server.url, 'sample-reviewer');
  assert.equal((await reader.goto(server.url + first)).status(), 404);
  await other.close();
  sent.set('csrf', 'stolen');
  assert.equal((await post()).status, 403);
  await context.close();
  assert.equal((await fetch(`${server.url}/staff/capture`, { redirect: 'manual' })).status, 303, 'to the sign-in');
});

test('a letter that lay for most of a year has a strip that fits, on the desk and for the person', async () => {
  const context = await openContext(browser, { viewport: phone, script: true });
  const page = await context.newPage();
  await signIn(page, server.url, 'sample-officer');
  await page.goto(`${server.url}/staff/capture?channel=letter`);
  await page.selectOption('[name=kind]', 'complaint');
  await page.fill('[name=description]', 'Ek het vier uur gewag.');
  await page.fill('[name=received_date]', day(340));
  await page.fill('[name=later_reason]', 'It was found behind a cupboard');
  await leave(page, () => page.locator('main form button[type=submit]').click());
  const ticket = await readTicket(page);
  const look = async () => {
    assert.ok(await page.locator('.weeks > li').count() < 16, 'a strip of a few weeks');
    assert.match(await page.locator('.weeks').innerText(), /… \d\d\d more working days late: \d+ \w+ 20\d\d to \d+ \w+ 20\d\d\./);
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= phone.width, `${width} px wide`);
  };
  await page.goto(`${server.url}/staff/cases/${ticket.reference}`);
  await look();
  await track(page, server.url, 'en', ticket);
  await look();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.getByText('more working days late').first().isVisible(), true);
  await context.close();
});

test('beside the form stands what each service is, for who answers while they write, within the budgets', async () => {
  const context = await openContext(browser, { viewport: phone });
  const page = await context.newPage();
  await signIn(page, server.url, 'sample-officer');
  let sent = 0;
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => { sent = Math.max(sent, encodedDataLength); });
  await page.goto(`${server.url}/staff/capture`);
  assert.ok(sent > 0 && sent <= 14600, `${sent} bytes`);
  const elements = await page.locator('*').count();
  assert.ok(elements <= 800, `${elements} elements`);
  // By keyboard: from the link above the form to the list, and a service opens.
  await page.locator('a[href="#services"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const service = page.locator('#services details', { hasText: 'See a record that we hold' });
  await service.locator('summary').focus();
  await page.keyboard.press('Enter');
  const text = await service.innerText();
  assert.match(text, /within 30 days|30 days/);
  assert.match(text, /What you need\s+Which record you want to see/);
  assert.match(text, /What it costs We have not confirmed/);
  assert.equal(await service.locator('a', { hasText: 'The whole page' }).getAttribute('href'), '/en/services/ask-for-records/');
  assert.match(await page.locator('#services h3').first().innerText(), /In every case/);
  const { scrollWidth, all } = await page.evaluate(() => {
    for (const one of document.querySelectorAll('#services details')) one.open = true;
    return { scrollWidth: document.documentElement.scrollWidth, all: document.querySelectorAll('#services details').length };
  });
  assert.ok(scrollWidth <= phone.width, `${scrollWidth} px wide`);
  assert.equal(all, await page.locator('select[name=service] option').count() - 1, 'every service that can be chosen');
  // The one that was chosen stands open when the form comes back.
  await page.goto(`${server.url}/staff/capture?service=social-grants`);
  assert.equal(await page.locator('#services details[open]').count(), 1);
  await leave(page, () => page.locator('main form button[type=submit]').click());
  assert.match(await page.locator('#services details[open] summary').innerText(), /grant/i);
  await context.close();
});

test('the page for capture is clean for assistive technology, as HTML and at 320 px', async () => {
  for (const viewport of [phone, desktop]) {
    const context = await openContext(browser, { viewport, script: true });
    const page = await context.newPage();
    await signIn(page, server.url, 'sample-officer');
    await page.goto(`${server.url}/staff/capture?channel=letter`);
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    await leave(page, () => page.locator('main form button[type=submit]').click());
    assert.deepEqual(await axeFaults(page), [], 'with errors');
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${width} px wide`);
    await context.close();
  }
});

test('a lost code is made anew after a check of who asks; the old one opens nothing, and the person is told', async () => {
  const context = await openContext(browser, { viewport: desktop });
  const page = await context.newPage();
  const lost = await lodge(page, server.url, 'en', { name: 'Sample Lost', phone: '021 000 0091' });
  await signIn(page, server.url, 'sample-officer');
  await page.goto(`${server.url}/staff/cases/${lost.reference}?step=reissue-code`);
  const send = () => leave(page, () => page.locator('form:has(input[name=step]) button[type=submit]').click());
  await send();
  assert.match(await page.locator('.errors').innerText(), /Choose how you checked who it is/);
  await page.selectOption('select[name=identity]', 'document');
  await send();
  assert.match(page.url(), new RegExp(`/staff/tickets/${lost.reference}$`));
  const fresh = await readTicket(page);
  assert.notEqual(fresh.code, lost.code);
  await page.goto(`${server.url}/staff/cases/${lost.reference}`);
  assert.match(await page.locator('main').innerText(), /Checked: saw an identity document/);
  assert.equal(await track(page, server.url, 'en', fresh), 'received');
  assert.match(await page.locator('main').innerText(), /made a new secret code/);
  await page.goto(`${server.url}/en/track/`);
  await page.fill('input[name=reference]', lost.reference);
  await page.fill('input[name=code]', lost.code);
  await leave(page, () => page.locator('main form button[type=submit]').first().click());
  assert.equal(await page.locator('[data-status]').count(), 0);
  assert.match(await page.locator('main').innerText(), /That was not me/);
  await context.close();
});

test('a case brought to someone above stays with whom it is, and says so', async () => {
  const context = await openContext(browser, { viewport: desktop });
  const page = await context.newPage();
  const ticket = await lodge(page, server.url, 'en', {});
  await signIn(page, server.url, 'sample-officer');
  for (const [level, name] of [[1, 'sample-supervisor'], [2, 'sample-reviewer']]) {
    await page.goto(`${server.url}/staff/cases/${ticket.reference}?step=escalate`);
    const above = await page.locator('select[name=assignee] option', { hasText: name }).getAttribute('value');
    await takeStep(page, server.url, ticket.reference, 'escalate', { assignee: above, internal_note: 'Two weeks without a word' });
    assert.match(await page.locator('main').innerText(), new RegExp(`${name} \\(level ${level}\\)`));
  }
  await track(page, server.url, 'en', ticket);
  const told = await page.locator('main').innerText();
  assert.match(told, /brought your case to someone above/);
  assert.doesNotMatch(told, /sample-reviewer|Two weeks/);
  await context.close();
});
