// Accounts, sealed cases, the audit and a person's own data, as staff use them: without JavaScript, at 320 px and wide,
// clean for people who cannot see the page.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, lodge, signIn } from './support/journey.mjs';
import { password, startServer } from './support/server.mjs';

let server;
let browser;
let open;
before(async () => {
  server = await startServer();
  browser = await launch();
  const page = await (await openContext(browser)).newPage();
  open = (await lodge(page, server.url, 'en', { name: 'Sample Quagga', phone: '021 000 0077', description: 'The zebra crossing has no light.' }))
    .reference.replaceAll(' ', '');
  await page.context().close();
});
after(async () => { await browser?.close(); await server?.stop(); });

const desk = async (name, options = {}) => {
  const page = await (await openContext(browser, { viewport: desktop, ...options })).newPage();
  await page.goto(`${server.url}/staff/`);
  await page.fill('input[name=user_name]', name);
  await page.fill('input[name=password]', password);
  await leave(page, () => page.locator('main form button[type=submit]').first().click());
  return page;
};
const send = (page, last = false) => {
  const buttons = page.locator('main form button[type=submit]');
  return leave(page, () => (last ? buttons.last() : buttons.first()).click());
};

async function check(page, name) {
  for (const viewport of [phone, desktop]) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${name} is ${width} wide at ${viewport.width}`);
  }
  assert.deepEqual(await axeFaults(page), [], name);
  assert.deepEqual(await htmlFaults(await page.content()), [], name);
}

// The code of RFC 6238 for a secret as the page shows it.
function codeOf(secret, at = Date.now()) {
  let bits = '';
  for (const sign of secret.replaceAll(' ', '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30000)));
  const digest = createHmac('sha1', key).update(step).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

test('an invited person chooses a password by the link, turns the second factor on and signs in with it', async () => {
  const admin = await desk('sample-administrator', { script: true });
  assert.equal(new URL(admin.url()).pathname, '/staff/accounts');
  await check(admin, 'accounts');
  await admin.fill('#user_name', 'sample-new');
  await admin.selectOption('#role', 'customer-care-officer');
  await send(admin, true);
  assert.match(await admin.locator('#staff_office-error').innerText(), /Choose an office/);
  await admin.selectOption('#staff_office', 'metro-south');
  await send(admin, true);
  await check(admin, 'account with its link');
  const link = new URL(await admin.locator('section.panel b').innerText()).pathname;

  const page = await (await openContext(browser, { viewport: phone, script: true })).newPage();
  await page.goto(server.url + link);
  await check(page, 'choose a password');
  await page.fill('#new_password', 'password12345');
  await page.fill('#new_password_again', 'password12345');
  await send(page);
  assert.match(await page.locator('#new_password-error').innerText(), /Too many people/);
  await page.fill('#new_password', password);
  await page.fill('#new_password_again', password);
  await send(page);
  assert.equal((await page.goto(server.url + link)).status(), 404);
  await signIn(page, server.url, 'sample-new');
  await page.goto(`${server.url}/staff/account`);
  await check(page, 'own account');
  await page.goto(`${server.url}/staff/account/second-factor`);
  await check(page, 'second factor');
  const secret = await page.locator('p.typed b').innerText();
  await page.fill('#one_time_code', codeOf(secret));
  await page.fill('#old_password', password);
  await send(page);
  await check(page, 'recovery codes');
  const recovery = await page.locator('main li b').first().innerText();
  await page.context().close();

  const later = await desk('sample-new', { script: true });
  assert.equal(new URL(later.url()).pathname, '/staff/sign-in/code');
  await check(later, 'code');
  await later.fill('#one_time_code', '000000');
  await send(later);
  assert.match(await later.locator('#one_time_code-error').innerText(), /wrong/);
  await later.fill('#one_time_code', recovery.toLowerCase());
  await send(later);
  assert.equal(new URL(later.url()).pathname, '/staff/');
  await later.context().close();
  await admin.context().close();
});

test('an auditor reads words only with a reason, and the audit says so', async () => {
  const auditor = await desk('sample-auditor', { script: true });
  await auditor.goto(`${server.url}/staff/cases/${open}`);
  assert.ok(!(await auditor.content()).includes('zebra'));
  await check(auditor, 'case without words');
  await leave(auditor, () => auditor.getByRole('link', { name: 'Give a reason and read it' }).click());
  await check(auditor, 'reason');
  await send(auditor);
  assert.match(await auditor.locator('#reason-error').innerText(), /Write why/);
  await auditor.fill('#reason', 'Sample of the quarter');
  await send(auditor);
  assert.ok((await auditor.content()).includes('zebra'));
  await auditor.goto(`${server.url}/staff/audit?audit_case=${open}`);
  await check(auditor, 'audit');
  assert.match(await auditor.locator('main table').innerText(), /Read the case[\s\S]*Sample of the quarter/);
  await auditor.context().close();
});

test('the head office shows a person what is kept about them, and erases it when asked', async () => {
  const head = await desk('sample-reviewer', { script: true });
  await head.goto(`${server.url}/staff/rights`);
  await check(head, 'rights');
  await head.fill('#phone', '021 000 0077');
  await head.selectOption('#identity', 'document');
  await send(head);
  await check(head, 'a person\'s own data');
  assert.match(await head.locator('main').innerText(), /zebra crossing/);
  await head.goto(`${server.url}/staff/retention`);
  await check(head, 'due for deletion');
  await head.goto(`${server.url}/staff/cases/${open}?step=erase`);
  await head.selectOption('#identity', 'document');
  await head.fill('#internal_note', 'Asked at the counter');
  await leave(head, () => head.locator('form:has(input[name=step]) button[type=submit]').click());
  assert.ok(!(await head.content()).includes('zebra'));
  assert.match(await head.locator('main').innerText(), /What people wrote in this case was erased/);
  await head.context().close();
});
