// Lodge, track, answer, "not solved", answer, close: in each language, without JavaScript, on a phone and on a desktop.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { act, leave, lodge, readTicket, signIn, submit, takeStep, track } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

async function noSidewaysScroll(page) {
  // Measured by the layout engine, so it works with scripts off.
  const client = await page.context().newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await client.send('Page.getLayoutMetrics');
  assert.ok(cssContentSize.width <= cssLayoutViewport.clientWidth + 1,
    `${page.url()} is ${cssContentSize.width} wide on ${cssLayoutViewport.clientWidth}`);
}

const answer = {
  finding: 'upheld', redress: 'apology', public_note: 'We are sorry. The desk was closed and nobody told you. (Sample.)',
  evidence: 'Queue list of that day',
};

for (const language of ['en', 'af', 'xh']) {
  for (const [name, viewport] of [['320 px', phone], ['1280 px', desktop]]) {
    test(`a case goes its whole way in ${language} at ${name} without JavaScript`, async () => {
      const citizen = await (await openContext(browser, { viewport })).newPage();
      const officer = await (await openContext(browser, { viewport: desktop })).newPage();
      const ticket = await lodge(citizen, server.url, language);
      assert.match(ticket.reference, /^[2-9A-HJKMNP-Z]{9}$/);
      await noSidewaysScroll(citizen);
      assert.equal(await citizen.locator('html').getAttribute('lang'), language);

      assert.equal(await track(citizen, server.url, language, ticket), 'received');
      assert.match(await citizen.locator('[data-due]').getAttribute('data-due'), /^\d{4}-\d\d-\d\d$/);
      await noSidewaysScroll(citizen);

      await signIn(officer, server.url, 'sample-officer');
      assert.equal(await takeStep(officer, server.url, ticket.reference, 'acknowledge'), 'acknowledged');
      assert.equal(await takeStep(officer, server.url, ticket.reference, 'answer', answer), 'resolved');

      assert.equal(await track(citizen, server.url, language, ticket), 'resolved');
      await noSidewaysScroll(citizen);
      assert.equal(await act(citizen, 'not-solved', 'Nobody has called me yet.'), 'in-progress');

      assert.equal(await takeStep(officer, server.url, ticket.reference, 'answer', answer), 'resolved');
      assert.equal(await track(citizen, server.url, language, ticket), 'resolved');
      assert.equal(await act(citizen, 'solved'), 'closed');
      assert.match(await citizen.locator('main').innerText(), new RegExp(`${new Date().getFullYear() + 5}`), 'until when the case is kept');
      await citizen.context().close();
      await officer.context().close();
    });
  }
}

test('a question pauses the count until the reply', async () => {
  const citizen = await (await openContext(browser)).newPage();
  const officer = await (await openContext(browser, { viewport: desktop })).newPage();
  const ticket = await lodge(citizen, server.url, 'en');
  await signIn(officer, server.url, 'sample-officer');
  await takeStep(officer, server.url, ticket.reference, 'acknowledge');
  assert.equal(await takeStep(officer, server.url, ticket.reference, 'ask', { public_note: 'Which desk was it? (Sample.)' }),
    'awaiting-complainant');
  assert.equal(await track(citizen, server.url, 'en', ticket), 'awaiting-complainant');
  assert.match(await citizen.locator('main').innerText(), /Which desk was it\? \(Sample\.\)/);
  assert.equal(await act(citizen, 'reply', 'The left one.'), 'in-progress');
  await citizen.context().close();
  await officer.context().close();
});

test('a citizen may add information and withdraw', async () => {
  const citizen = await (await openContext(browser)).newPage();
  const ticket = await lodge(citizen, server.url, 'en', { kind: 'enquiry' });
  await track(citizen, server.url, 'en', ticket);
  await leave(citizen, () => citizen.locator('form[action$="/track/withdraw/"] button').click());
  await leave(citizen, () => citizen.locator('button[formaction$="/track/"]').click());
  assert.equal(await citizen.locator('[data-status]').getAttribute('data-status'), 'received');
  assert.equal(await act(citizen, 'add', 'My sister saw it too.'), 'received');
  assert.equal(await act(citizen, 'withdraw'), 'withdrawn');
  await citizen.context().close();
});

test('answers survive an error, the way back and a change of language', async () => {
  const page = await (await openContext(browser)).newPage();
  await page.goto(`${server.url}/en/lodge/`);
  await submit(page);
  await page.locator('input[name=kind][value=complaint]').check();
  await submit(page);
  while (await page.locator('textarea[name=description]').count() === 0) await submit(page);
  await page.fill('[name=place]', 'Behind the clinic');
  await submit(page);
  assert.ok((await page.title()).startsWith('Error:'));
  assert.equal(await page.inputValue('[name=place]'), 'Behind the clinic');
  await leave(page, () => page.locator('button[name=to_language][value=xh]').click());
  assert.equal(await page.locator('html').getAttribute('lang'), 'xh');
  assert.equal(await page.inputValue('[name=place]'), 'Behind the clinic');
  await page.fill('[name=description]', 'Ndilinde ixesha elide.');
  await submit(page);
  await page.goBack();
  assert.equal(await page.inputValue('[name=description]'), 'Ndilinde ixesha elide.');
  await page.goBack();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await page.inputValue('[name=description]'), 'Ndilinde ixesha elide.');
  await page.goForward();
  await leave(page, () => page.locator('header a[hreflang=af]').click());
  assert.equal(await page.inputValue('[name=description]'), 'Ndilinde ixesha elide.');
  await page.context().close();
});

test('sending twice gives the same reference', async () => {
  const page = await (await openContext(browser)).newPage();
  const ticket = await lodge(page, server.url, 'en');
  await page.goto(`${server.url}/en/lodge/check/`);
  assert.equal((await readTicket(page)).reference, ticket.reference);
  await page.reload();
  assert.equal((await readTicket(page)).code, ticket.code);
  await page.context().close();
});

test('a case can be lodged and tracked with the keyboard alone', async () => {
  const page = await (await openContext(browser, { viewport: desktop })).newPage();
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await page.locator(`${selector}:focus`).count() === 1) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${selector} cannot be reached by Tab on ${page.url()}`);
  };
  const press = async (selector, key = 'Enter') => { await tabTo(selector); await page.keyboard.press(key); };
  const send = async () => {
    const before = page.url();
    await press('main form button[type=submit]:not([name])');
    await page.waitForURL((now) => now.href !== before);
  };
  await page.goto(`${server.url}/en/lodge/`);
  await send();
  await press('input[name=kind]', 'Space');
  await send();
  while (!page.url().includes('/lodge/sent/')) {
    if (await page.locator('textarea[name=description]').count() === 1) {
      await tabTo('textarea[name=description]');
      await page.keyboard.type('Typed without a mouse.');
    }
    if (await page.locator('input[type=checkbox][name=consent]').count() === 1) await press('input[name=consent]', 'Space');
    await send();
  }
  const ticket = await readTicket(page);
  await page.goto(`${server.url}/en/track/`);
  await tabTo('input[name=reference]');
  await page.keyboard.type(ticket.reference.toLowerCase());
  await tabTo('input[name=code]');
  await page.keyboard.type(ticket.code);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-status=received]');
  await page.context().close();
});
