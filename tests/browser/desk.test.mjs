// The worklist as staff use it: parts, filters, search, saved filters, by keyboard and on a small screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, lodge, signIn, takeStep } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
let first;
let second;
before(async () => {
  server = await startServer();
  browser = await launch();
  const page = await (await openContext(browser)).newPage();
  const person = { name: 'Sample Quagga', phone: '021 000 0077' };
  first = await lodge(page, server.url, 'en', { ...person, description: 'The lift at the office was broken on Monday morning.' });
  await page.context().clearCookies();
  second = await lodge(page, server.url, 'en', { ...person, description: 'On Monday morning the office had a broken lift again.' });
  await page.context().close();
});
after(async () => { await browser?.close(); await server?.stop(); });

const desk = async (name = 'sample-officer', options = {}) => {
  const page = await (await openContext(browser, { viewport: desktop, ...options })).newPage();
  await signIn(page, server.url, name);
  return page;
};
const search = async (page, text) => {
  await page.goto(`${server.url}/staff/`);
  await page.fill('#asked', text);
  await leave(page, () => page.locator('form[role=search] button').click());
};
const found = (page) => page.locator('.cases a.ref').allInnerTexts().then((all) => all.map((text) => text.replaceAll(' ', '')).sort());
const cookieOf = async (page) => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
// Alt and a key, as the keyboard gives it: playwright's own press leaves out the letter that an access key is known by.
const accessKey = async (page, key) => {
  const devtools = await page.context().newCDPSession(page);
  const windowsVirtualKeyCode = key.toUpperCase().charCodeAt(0);
  const event = { modifiers: 1, key, text: key, unmodifiedText: key, windowsVirtualKeyCode };
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await devtools.send('Input.dispatchKeyEvent', { type: 'char', ...event });
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', modifiers: 1, key, windowsVirtualKeyCode });
};
const bare = (ticket) => ticket.reference.replaceAll(' ', '');

test('a case is found by reference, phone, name and words, and none of it stands in the address', async () => {
  const page = await desk();
  const both = [bare(first), bare(second)].sort();
  for (const [text, expected] of [[first.reference, [bare(first)]], [bare(first).toLowerCase(), [bare(first)]],
    ['+27 21 000 0077', both], ['quagga', both], ['broken lifts', both], ['again', [bare(second)]], ['zebra', []]]) {
    await search(page, text);
    assert.deepEqual(await found(page), expected, text);
    assert.equal(await page.inputValue('#asked'), text);
    assert.match(page.url(), /\/staff\/\?sought=[0-9a-f]+$/);
  }
  const shared = page.url();
  await page.context().close();
  const colleague = await desk('sample-reviewer');
  await colleague.goto(shared);
  assert.equal(await colleague.inputValue('#asked'), '');
  await colleague.context().close();
});

test('a mistyped reference is told at the field and kept', async () => {
  const page = await desk();
  await search(page, 'K7M 4R2 WX2');
  assert.ok((await page.title()).startsWith('Error:'));
  assert.equal(await page.inputValue('#asked'), 'K7M 4R2 WX2');
  assert.match(await page.locator('#asked-error').innerText(), /One letter or digit is not right/);
  assert.equal(await page.locator('#asked').getAttribute('aria-invalid'), 'true');
  await page.context().close();
});

test('filters change the counts, and a wrong value is told at its field', async () => {
  const page = await desk();
  const counts = () => page.locator('.tabs .tag').allInnerTexts();
  assert.deepEqual(await counts(), ['2', '0', '0', '2', '0', '2', '0']);
  await page.selectOption('#filter_kind', 'enquiry');
  await leave(page, () => page.locator('form[method=get] button').click());
  assert.deepEqual(await counts(), ['0', '0', '0', '0', '0', '0', '0']);
  assert.equal(await page.inputValue('#filter_kind'), 'enquiry');
  const answer = await page.goto(`${server.url}/staff/?filter_office=beaufort-west&view=theirs`);
  assert.equal(answer.status(), 422);
  assert.match(await page.locator('#filter_office-error').innerText(), /Choose one from the list/);
  await page.context().close();
});

test('a filter is saved, opened and removed', async () => {
  const page = await desk();
  await page.goto(`${server.url}/staff/?view=unassigned&filter_kind=complaint`);
  await page.fill('#filter_name', 'Nobody <b>yet</b>');
  const saving = page.locator('form[action="/staff/filters"]');
  await leave(page, () => saving.locator('button').click());
  await page.goto(`${server.url}/staff/`);
  await leave(page, () => page.locator('.list a', { hasText: 'Nobody <b>yet</b>' }).click());
  assert.equal(await page.inputValue('#filter_kind'), 'complaint');
  assert.match(await page.locator('.tabs [aria-current]').innerText(), /Nobody named yet/);
  assert.deepEqual(await axeFaults((await openAudited(page))), []);
  await leave(page, () => page.locator('form[action^="/staff/filters/"] button').click());
  assert.equal(await page.locator('form[action^="/staff/filters/"]').count(), 0);
  await leave(page, () => saving.locator('button').click());
  assert.match(await page.locator('#filter_name-error').innerText(), /Enter a name/);
  await page.context().close();
});

// The same page where axe may run: tests of pages have scripts switched off.
async function openAudited(page) {
  const context = await openContext(browser, { viewport: desktop, script: true });
  await context.addCookies(await page.context().cookies());
  const audited = await context.newPage();
  await audited.goto(page.url());
  return audited;
}

test('the case page shows the person and what may be the same, and joins by one link', async () => {
  const page = await desk();
  await page.goto(`${server.url}/staff/cases/${bare(second)}`);
  assert.equal(await page.locator(`h2:has-text("Other cases") ~ ul a[href$="${bare(first)}"]`).count(), 1);
  await takeStep(page, server.url, bare(second), 'acknowledge');
  await leave(page, () => page.locator('a', { hasText: 'Join with this one' }).click());
  assert.equal((await page.inputValue('#duplicate_of')).replaceAll(' ', ''), bare(first));
  const audited = await openAudited(page);
  assert.deepEqual(await axeFaults(audited), []);
  await audited.context().close();
  await page.context().close();
});

test('no two access keys of a page are the same, and none is the browser\'s own', async () => {
  // Chromium: Alt and D is the address, E and F are the menu. Firefox asks for Shift besides, and has none of its own there.
  const taken = ['d', 'e', 'f'];
  for (const name of ['sample-supervisor', 'sample-reviewer', 'sample-auditor']) {
    const page = await desk(name);
    for (const path of ['/staff/', '/staff/capture', '/staff/after-hours', '/staff/account', '/staff/audit', '/staff/rights', '/staff/retention']) {
      if ((await page.goto(server.url + path)).status() !== 200) continue;
      const keys = await page.locator('[accesskey]').evaluateAll((all) => all.map((one) => one.accessKey.toLowerCase()));
      assert.ok(keys.length > 0, path);
      assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), [], path);
      assert.deepEqual(keys.filter((key) => taken.includes(key)), [], path);
    }
    await page.context().close();
  }
});

test('the desk is worked by keyboard', async () => {
  const page = await desk();
  await leave(page, () => accessKey(page, '6'));
  assert.match(page.url(), /view=unassigned/);
  await accessKey(page, 's');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'asked');
  await page.keyboard.type('again');
  await leave(page, () => page.keyboard.press('Enter'));
  assert.deepEqual(await found(page), [bare(second)]);
  await accessKey(page, 'i');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'filter_office');
  await accessKey(page, 'l');
  await page.keyboard.press('Tab');
  await leave(page, () => page.keyboard.press('Enter'));
  assert.match(page.url(), new RegExp(`/staff/cases/${bare(second)}$`));
  await page.context().close();
});

for (const viewport of [phone, desktop]) {
  test(`worklist, search and case are accessible and fit at ${viewport.width} px`, async () => {
    const page = await desk('sample-officer', { viewport, script: true });
    const faults = [];
    const look = async (what) => {
      for (const fault of await axeFaults(page)) faults.push(`${what}: ${fault}`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) faults.push(`${what}: ${width} px wide`);
      const text = await (await fetch(page.url(), { headers: { cookie: await cookieOf(page) } })).text();
      for (const fault of await htmlFaults(text)) faults.push(`${what}: ${fault}`);
    };
    await look('worklist');
    await search(page, 'lift');
    await look('search');
    await page.goto(`${server.url}/staff/?filter_kind=x`);
    await look('wrong filter');
    await page.goto(`${server.url}/staff/cases/${bare(first)}`);
    await look('case');
    assert.deepEqual(faults, []);
    await page.context().close();
  });
}

test('a search without the token of the session is refused', async () => {
  const page = await desk();
  const headers = { cookie: await cookieOf(page), 'content-type': 'application/x-www-form-urlencoded' };
  for (const path of ['search', 'filters', 'filters/1']) {
    const answer = await fetch(`${server.url}/staff/${path}`, { method: 'POST', headers, body: 'asked=x&filter_name=x' });
    assert.equal(answer.status, 403, path);
  }
  await page.context().close();
});
