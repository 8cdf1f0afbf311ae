// A day at the case desk by keyboard alone: a walk-in from the counter to the final decision, a supervisor's morning, an
// hour at the call centre. Every staff page that is visited is looked at by axe.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults } from './support/audit.mjs';
import { desktop, launch, openContext } from './support/browser.mjs';
import { leave, readTicket, track } from './support/journey.mjs';
import { password, startServer } from './support/server.mjs';

let server;
let browser;
const axed = new Set();
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const dayBefore = (days) => new Date(Date.now() + 2 * 3600e3 - days * 86400e3).toISOString().slice(0, 10);

// One person at a keyboard. Nothing here touches the mouse.
class Keyboard {
  constructor(page) { this.page = page; }

  // Moves on with the tabulator key until `fits`, asked in the page of the element in focus, says yes.
  async tabTo(what, fits, ...args) {
    for (let presses = 0; presses < 250; presses += 1) {
      if (await this.page.evaluate(fits, args)) return;
      await this.page.keyboard.press('Tab');
    }
    assert.fail(`${what} cannot be reached by keyboard on ${this.page.url()}`);
  }
  field(name) {
    return this.tabTo(`the field ${name}`, ([wanted]) => document.activeElement?.getAttribute('name') === wanted, name);
  }
  async write(name, text) {
    await this.field(name);
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(text);
  }
  // Goes down a list with the arrow key until the option that begins so is chosen.
  async choose(name, beginning) {
    await this.field(name);
    const chosen = () => this.page.locator(`select[name=${name}] option:checked`).innerText();
    for (let last = ''; !(await chosen()).startsWith(beginning);) {
      await this.page.keyboard.press('ArrowDown');
      assert.notEqual(await chosen(), last, `${name} has no option "${beginning}"`);
      last = await chosen();
    }
  }
  async tick(name, value) {
    await this.tabTo(`${name} ${value}`, ([wanted, its]) => document.activeElement?.getAttribute('name') === wanted &&
      document.activeElement.value === its, name, value);
    await this.page.keyboard.press('Space');
  }
  async follow(text) {
    await this.tabTo(`the link "${text}"`, ([wanted]) => document.activeElement?.tagName === 'A' &&
      document.activeElement.textContent.trim().startsWith(wanted), text);
    await this.enter();
  }
  async send(text) {
    await this.tabTo(`the button "${text}"`, ([wanted]) => document.activeElement?.tagName === 'BUTTON' &&
      document.activeElement.textContent.trim().startsWith(wanted), text);
    await this.enter();
  }
  async enter() {
    await leave(this.page, () => this.page.keyboard.press('Enter'));
    await this.look();
  }
  // Alt and a key, as the browser gets them from a keyboard: the sign itself comes with the modifier.
  async press(key) {
    const keyboard = await this.page.context().newCDPSession(this.page);
    const event = { modifiers: 1, key, text: key, unmodifiedText: key, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) };
    await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'rawKeyDown', text: undefined });
    await keyboard.send('Input.dispatchKeyEvent', { ...event, type: 'char' });
  }
  // One that leads to another page.
  async accessKey(key) {
    await leave(this.page, () => this.press(key));
    await this.look();
  }
  async look() {
    const { pathname, search } = new URL(this.page.url());
    if (!pathname.startsWith('/staff/')) return;
    // Each kind of page once, each step's form once: the same page again would say the same.
    const kind = pathname.replace(/[0-9A-Z]{9}/, 'REFERENCE') + (search.match(/step=[a-z-]+/)?.[0] ?? '');
    if (axed.has(kind)) return;
    axed.add(kind);
    assert.deepEqual(await axeFaults(this.page), [], `${pathname}${search}`);
  }
}

async function signedIn(name) {
  const page = await (await openContext(browser, { viewport: desktop, script: true })).newPage();
  await page.goto(`${server.url}/staff/`);
  const keys = new Keyboard(page);
  await keys.look();
  await keys.write('user_name', name);
  await keys.write('password', password);
  await keys.send('Sign in');
  assert.equal(new URL(page.url()).pathname, '/staff/');
  return keys;
}
const signOut = (keys) => keys.page.context().close();

// From the worklist to a case by its reference, as an officer types it.
async function open(keys, reference) {
  await keys.page.goto(`${server.url}/staff/`);
  await keys.write('asked', reference);
  await leave(keys.page, () => keys.page.keyboard.press('Enter'));
  await keys.tabTo(reference, ([wanted]) => document.activeElement?.getAttribute('href')?.endsWith(wanted), reference);
  await keys.enter();
}
const stateOf = (keys) => keys.page.locator('[data-status]').getAttribute('data-status');

async function answer(keys, words) {
  await keys.follow('Answer');
  await keys.choose('finding', 'The complaint is right');
  await keys.tick('redress', 'apology');
  await keys.write('public_note', words);
  await keys.send('Send the answer');
  assert.equal(await stateOf(keys), 'resolved');
}

// What the person does on the tracking page.
async function complain(ticket, action, words) {
  const page = await (await openContext(browser, { viewport: desktop, script: true })).newPage();
  await track(page, server.url, 'en', ticket);
  const keys = new Keyboard(page);
  await keys.tabTo(action, ([wanted]) => document.activeElement?.tagName === 'BUTTON' &&
    document.activeElement.form?.action.endsWith(`/track/${wanted}/`), action);
  await keys.enter();
  await keys.write('text', words);
  await keys.tabTo('send', () => document.activeElement?.tagName === 'BUTTON' && document.activeElement.closest('main') !== null);
  await keys.enter();
  const state = await page.locator('[data-status]').getAttribute('data-status');
  await page.context().close();
  return state;
}

let ticket;
test('a walk-in goes from the counter to the final decision', async () => {
  const counter = await signedIn('sample-assistant');
  await counter.accessKey('r');
  await counter.press('1');
  await counter.choose('kind', 'Complaint');
  await counter.write('description', 'I waited four hours and was sent away.');
  await counter.write('name', 'Sample Person');
  await counter.write('phone', '021 000 0099');
  await counter.accessKey('s');
  ticket = await readTicket(counter.page);
  await open(counter, ticket.reference);
  assert.equal(await stateOf(counter), 'received');
  await signOut(counter);

  const officer = await signedIn('sample-officer');
  await open(officer, ticket.reference);
  await officer.follow('Acknowledge');
  await officer.send('Acknowledge');
  assert.equal(await stateOf(officer), 'acknowledged');
  await officer.follow('Refer to another body');
  await officer.follow('Another body decides this');
  const begun = await officer.page.inputValue('[name=public_note]');
  // Nobody agreed that the office complained of knows who it is, and that office reads the words too.
  assert.match(begun, /^Good day\. Another body decides what you asked in [0-9A-Z]{3} [0-9A-Z]{3} [0-9A-Z]{3}\./);
  await officer.write('body', 'City of Cape Town');
  await officer.send('Refer the case');
  assert.equal(await stateOf(officer), 'referred');
  await officer.follow('Take the case back');
  await officer.write('public_note', 'They sent it back to us. We go on.');
  await officer.send('Take the case back');
  assert.equal(await stateOf(officer), 'in-progress');
  await answer(officer, 'We are sorry. The queue was not managed.');
  assert.equal(await complain(ticket, 'not-solved', 'Nobody told me what changed.'), 'in-progress');
  await open(officer, ticket.reference);
  await answer(officer, 'We are sorry. There is a second queue since Monday.');
  await signOut(officer);
  assert.equal(await complain(ticket, 'review', 'Please look at it again.'), 'under-review');

  const reviewer = await signedIn('sample-reviewer');
  await open(reviewer, ticket.reference);
  await reviewer.follow('Decide the review');
  await reviewer.choose('finding', 'The complaint is right');
  await reviewer.tick('redress', 'explanation');
  await reviewer.write('body', 'Public Protector');
  await reviewer.write('public_note', 'The office was wrong to send you away.');
  await reviewer.send('Send the final answer');
  assert.equal(await stateOf(reviewer), 'review-decided');
  await signOut(reviewer);
  const page = await (await openContext(browser)).newPage();
  assert.equal(await track(page, server.url, 'en', ticket), 'review-decided');
  assert.match(await page.locator('main').innerText(), /Public Protector/);
  await page.context().close();
});

test("a supervisor's morning: what is overdue and was brought up is found, and gets another officer", async () => {
  const officer = await signedIn('sample-officer');
  await officer.accessKey('r');
  await officer.choose('kind', 'Complaint');
  await officer.write('description', 'A letter about a grant that lay in the post room.');
  await officer.press('5');
  await officer.write('received_date', dayBefore(120));
  await officer.write('later_reason', 'It lay in the post room.');
  await officer.tick('consent', 'yes');  // else the office complained of is not told who it is, and corrects nothing
  await officer.accessKey('s');
  const { reference } = await readTicket(officer.page);
  await open(officer, reference);
  await officer.follow('Bring it to someone above');
  await officer.choose('assignee', 'sample-supervisor');
  await officer.write('internal_note', 'It is long overdue.');
  await officer.send('Bring it to them');
  await signOut(officer);

  const supervisor = await signedIn('sample-supervisor');
  await supervisor.accessKey('2');
  assert.match(supervisor.page.url(), /view=overdue/);
  const row = supervisor.page.locator('tr', { has: supervisor.page.locator(`a[href$="${reference}"]`) });
  assert.match(await row.innerText(), /Level 1/);
  await supervisor.tabTo(reference, ([wanted]) => document.activeElement?.getAttribute('href')?.endsWith(wanted), reference);
  await supervisor.enter();
  assert.match(await supervisor.page.locator('main').innerText(), /sample-supervisor \(level 1\)/);
  await supervisor.follow('Name an officer or office');
  await supervisor.choose('assignee', 'sample-officer');
  await supervisor.send('Name them');
  assert.match(await supervisor.page.locator('main').innerText(), /Officer: sample-officer\./);
  await supervisor.follow('Put a record right');
  await supervisor.write('received_date', dayBefore(134));
  await supervisor.write('internal_note', 'The stamp on the envelope.');
  await supervisor.send('Put it right');
  assert.match(await supervisor.page.locator('main').innerText(), /Put right: when it came\..*the date was/);
  await supervisor.accessKey('a');
  assert.equal(new URL(supervisor.page.url()).pathname, '/staff/after-hours');
  await signOut(supervisor);
});

test('an hour at the call centre: one call after the other, and who called before is found', async () => {
  const agent = await signedIn('sample-officer');
  for (const words of ['When does the office open?', 'Which papers do I bring for foster care?']) {
    await agent.accessKey('r');
    await agent.press('2');
    assert.equal(await agent.page.inputValue('[name=channel]:checked'), 'call-centre');
    await agent.choose('kind', 'Question');
    await agent.write('description', words);
    await agent.write('phone', '021 000 0098');
    await agent.tick('consent', 'yes');
    await agent.accessKey('s');
    await readTicket(agent.page);
  }
  await agent.accessKey('w');
  await agent.write('asked', '021 000 0098');
  await leave(agent.page, () => agent.page.keyboard.press('Enter'));
  assert.equal(await agent.page.locator('.cases a.ref').count(), 2);
  await agent.tabTo('the first case', () => document.activeElement?.matches('.cases a.ref') ?? false);
  await agent.enter();
  assert.match(await agent.page.locator('main').innerText(), /Other cases/);
  await answerEnquiry(agent);
  await signOut(agent);
});

async function answerEnquiry(agent) {
  await agent.follow('Answer');
  await agent.choose('finding', 'Information');
  await agent.tick('redress', 'none');
  await agent.write('public_note', 'At half past seven, on working days.');
  await agent.send('Send the answer');
  assert.equal(await stateOf(agent), 'resolved');
}

test('every kind of page was looked at', () => {
  for (const page of ['/staff/', '/staff/capture', '/staff/tickets/REFERENCE', '/staff/cases/REFERENCE', '/staff/after-hours',
    '/staff/sign-in', '/staff/cases/REFERENCEstep=answer', '/staff/cases/REFERENCEstep=correct'])
    assert.ok(axed.has(page), `${page} of ${[...axed].join(' ')}`);
});
