// The after-hours line: a call is written down, what is urgent is handed to the post on duty and taken over by its
// office, and in the morning a case is made of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, readTicket, signIn } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const desk = async (name, options = {}) => {
  const page = await (await openContext(browser, { viewport: desktop, ...options })).newPage();
  await signIn(page, server.url, name);
  await page.goto(`${server.url}/staff/after-hours`);
  return page;
};
const save = (page) => leave(page, () => page.locator('form:has([name=topic]) button[type=submit]').click());

test('an urgent call needs a post on duty; nothing typed is lost', async () => {
  const page = await desk('sample-assistant');
  await page.selectOption('[name=topic]', 'street-children');
  await page.fill('[name=words]', 'Three boys sleep behind the library.');
  await save(page);
  assert.match(await page.locator('#post-error').innerText(), /cannot wait/);
  assert.equal(await page.inputValue('[name=words]'), 'Three boys sleep behind the library.');
  await page.selectOption('[name=post]', 'metro-south');
  await page.fill('[name=place]', 'Gugulethu');
  await save(page);
  assert.match(page.url(), /done=yes/);
  await page.context().close();
});

test('the office of the post takes it over once, and others cannot', async () => {
  const far = await desk('sample-assistant');
  assert.equal(await far.locator('form[action^="/staff/after-hours/"]').count(), 0);
  await far.context().close();
  const page = await desk('sample-officer');
  const text = () => page.locator('main').innerText();
  assert.match(await text(), /Three boys sleep[\s\S]*Not yet taken over/);
  const action = await page.locator('form[action^="/staff/after-hours/"]').getAttribute('action');
  await leave(page, () => page.locator('form[action^="/staff/after-hours/"] button').click());
  assert.match(await text(), /Taken over by sample-officer/);
  assert.equal(await page.locator('form[action^="/staff/after-hours/"]').count(), 0);
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const post = (body) => fetch(server.url + action, { method: 'POST', redirect: 'manual', body,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } });
  assert.equal((await post('csrf=stolen')).status, 403);
  const csrf = await page.locator('input[name=csrf]').first().inputValue();
  assert.equal((await post(`csrf=${csrf}`)).status, 303, 'again changes nothing');
  await page.context().close();
});

test('a case is made of the call, from the time it was taken', async () => {
  const page = await desk('sample-officer');
  await leave(page, () => page.locator('a[href*="call="]').first().click());
  assert.equal(await page.inputValue('[name=channel]:checked'), 'after-hours-line');
  assert.equal(await page.inputValue('[name=description]'), 'Three boys sleep behind the library.');
  assert.match(await page.inputValue('[name=received_time]'), /^\d\d:\d\d$/);
  await page.selectOption('[name=kind]', 'report');
  await leave(page, () => page.locator('main form button[type=submit]').click());
  const { reference } = await readTicket(page);
  await page.goto(`${server.url}/staff/after-hours`);
  assert.equal(await page.locator(`a.ref[href$="${reference}"]`).count(), 1);
  assert.equal(await page.locator('a[href*="call="]').count(), 0);
  await page.context().close();
});

test('the page is clean for assistive technology, as HTML and at 320 px', async () => {
  for (const viewport of [phone, desktop]) {
    const page = await desk('sample-officer', { viewport, script: true });
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${width} px wide`);
    await page.context().close();
  }
});
