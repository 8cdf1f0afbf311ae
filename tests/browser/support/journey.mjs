// What a citizen and an officer do, as steps that every test can take. No step needs JavaScript.
import assert from 'node:assert/strict';
import { password } from './server.mjs';

// Sends the form that holds the page's answer, by its one submit button in main, and waits for the page it leads to.
export async function submit(page) {
  await leave(page, () => page.locator('main form button[type=submit]:not([name])').first().click());
}

// Does what leads to another page, or to the same address anew, and waits until that page is there.
export async function leave(page, deed) {
  await Promise.all([page.waitForEvent('domcontentloaded'), deed()]);
}

// From a promise's "complain about this" to the sent page. Answers the ticket.
export async function lodge(page, url, language, answers = {}) {
  await page.goto(`${url}/${language}/charters/metro-south/`);
  await leave(page, () => page.locator('#answer-complaint a[href*="/lodge/"]').first().click());
  assert.match(page.url(), new RegExp(`/${language}/lodge/`));
  await submit(page);
  await page.locator(`input[name=kind][value=${answers.kind ?? 'complaint'}]`).check();
  await submit(page);
  while (await page.locator('main form').count() === 1) {
    await fillKnownFields(page, answers);
    const before = page.url();
    await submit(page);
    if (page.url().includes('/lodge/sent/')) break;
    assert.notEqual(page.url(), before, `the question was not accepted: ${await page.locator('main').innerText()}`);
  }
  return readTicket(page);
}

async function fillKnownFields(page, answers) {
  const known = {
    description: 'I waited from eight until two. Nobody at the desk could help me.',
    place: 'Gugulethu, behind the library',
    when: '20 November 2026',
    ...answers,
  };
  for (const [name, value] of Object.entries(known)) {
    const field = page.locator(`textarea[name=${name}], input[type=text][name=${name}], input[type=tel][name=${name}], ` +
      `input[type=email][name=${name}]`);
    if (await field.count() === 1) await field.fill(value);
  }
  const consent = page.locator('input[type=checkbox][name=consent]');
  if (await consent.count() === 1) await consent.check();
  const photo = page.locator('input[type=file][name=photo]');
  if (answers.photo && await photo.count() === 1) await photo.setInputFiles(answers.photo);
}

export async function readTicket(page) {
  const reference = await page.locator('[data-reference]').getAttribute('data-reference');
  const code = await page.locator('[data-code]').getAttribute('data-code');
  return { reference, code };
}

export async function track(page, url, language, { reference, code }) {
  await page.goto(`${url}/${language}/track/`);
  await page.fill('input[name=reference]', reference);
  await page.fill('input[name=code]', code);
  await submit(page);
  return page.locator('[data-status]').getAttribute('data-status');
}

// Presses one of the actions on the tracking page, writes `text` if the form asks for words, and sends it.
export async function act(page, action, text = '') {
  await leave(page, () => page.locator(`form[action$="/track/${action}/"] button`).click());
  const words = page.locator('main textarea');
  if (await words.count() > 0) await words.fill(text);
  await submit(page);
  return page.locator('[data-status]').getAttribute('data-status');
}

export async function signIn(page, url, name) {
  await page.goto(`${url}/staff/`);
  await page.fill('input[name=user_name]', name);
  await page.fill('input[name=password]', password);
  await submit(page);
  assert.equal(new URL(page.url()).pathname, '/staff/');
}

// Opens a case from its address and takes a step with the fields given. A value true checks a box.
export async function takeStep(page, url, reference, step, fields = {}) {
  await page.goto(`${url}/staff/cases/${reference}?step=${step}`);
  for (const [name, value] of Object.entries(fields)) {
    const box = page.locator(`input[type=checkbox][name=${name}][value="${value}"]`);
    if (await box.count() === 1) await box.check();
    else if (await page.locator(`select[name=${name}]`).count() === 1) await page.selectOption(`select[name=${name}]`, value);
    else await page.locator(`[name=${name}]`).fill(value);
  }
  await leave(page, () => page.locator('form:has(input[name=step]) button[type=submit]').click());
  return page.locator('[data-status]').getAttribute('data-status');
}
