// Two people report the same thing: their cases are joined, both stay in sight, and both get the answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { act, lodge, signIn, takeStep, track } from './support/journey.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const bare = (ticket) => ticket.reference.replaceAll(' ', '');

test('a joined case keeps its person, its date and its rights', async () => {
  const citizen = await (await openContext(browser, { viewport: phone })).newPage();
  const first = await lodge(citizen, server.url, 'en', { name: 'Sample Aloe', phone: '021 000 0081', description: 'The gate of the office is locked in the morning.' });
  await citizen.context().clearCookies();
  const second = await lodge(citizen, server.url, 'xh', { name: 'Sample Protea', phone: '021 000 0082', description: 'Isango le-ofisi livaliwe kusasa.' });
  await citizen.context().clearCookies();

  const desk = await (await openContext(browser, { viewport: desktop, script: true })).newPage();
  await signIn(desk, server.url, 'sample-officer');
  const joined = await takeStep(desk, server.url, bare(first), 'mark-duplicate', { duplicate_of: bare(second), public_note: 'Someone told us the same. One answer goes to both of you.' });
  assert.equal(joined, 'duplicate');
  assert.equal(await desk.locator(`section.panel a[href="/staff/cases/${bare(second)}"]`).count(), 1, 'the way to the case it follows');

  // The person of the joined case still sees the promised day, and can add words.
  assert.equal(await track(citizen, server.url, 'en', first), 'duplicate');
  assert.equal(await citizen.locator('main time, main [data-due]').count() > 0, true);
  assert.equal(await act(citizen, 'add', 'On Tuesday it was locked too.'), 'duplicate');

  await desk.goto(`${server.url}/staff/cases/${bare(second)}?step=answer`);
  assert.match(await desk.locator('main').innerText(), /1 joined cases get this answer too/);
  assert.equal(await desk.locator(`section.panel a[href="/staff/cases/${bare(first)}"]`).count(), 1, 'the joined case is listed');
  assert.deepEqual(await axeFaults(desk), []);
  assert.deepEqual(await htmlFaults(await desk.content()), []);

  await takeStep(desk, server.url, bare(second), 'acknowledge');
  assert.equal(await takeStep(desk, server.url, bare(second), 'answer', { finding: 'upheld', redress: 'apology', public_note: 'The gate opens at half past seven from today.' }), 'resolved');
  for (const [ticket, language] of [[first, 'en'], [second, 'xh']]) {
    assert.equal(await track(citizen, server.url, language, ticket), 'resolved');
    assert.match(await citizen.locator('main').innerText(), /half past seven/);
  }
  assert.equal(await track(citizen, server.url, 'en', first), 'resolved');
  assert.equal(await act(citizen, 'not-solved', 'It was locked again today.'), 'in-progress');
  assert.equal(await track(citizen, server.url, 'xh', second), 'resolved', 'the other case stays answered');
});
