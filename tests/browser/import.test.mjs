// A call centre's export becomes cases: every bad row is told, nothing is half done, and twice is once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch, openContext } from './support/browser.mjs';
import { signIn } from './support/journey.mjs';
import { root, startServer } from './support/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'charter-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const mapping = file('calls.yaml', `source: call-centre
reference: Ticket
columns: {received_date: Opened, kind: Type, description: Details, office: Branch, phone: Phone}
values:
  kind: {Query: enquiry, Complaint: complaint}
  office: {Gugulethu: gugulethu}
always: {channel: call-centre, language: en}
`);
const day = new Date(Date.now() - 3 * 86400e3).toISOString().slice(0, 10);
const head = 'Ticket,Opened,Type,Details,Branch,Phone\r\n';
const good = `${head}C-1,${day} 14:20:00,Query,"When does it, the office, open?",Gugulethu,021 000 0077\r\nC-2,${day},Complaint,"=1+1 <b>late</b>",Gugulethu,\r\n`;

test('a dry run tells every bad row; a bad file imports nothing; twice is once; the desk shows the cases', async () => {
  const server = await startServer();
  const { data, folder: old } = await server.stop({ keep: true });
  const run = (table, ...more) => spawnSync(join(root, 'build/charterd'),
    ['import', table, '--mapping', mapping, '--site', server.site, '--data', data, ...more], { encoding: 'utf8' });
  const bad = file('bad.csv', `${good}C-3,${day},Qery,x,Gugulethu,\r\nC-4,${day},Query,,Gugulethu,12\r\n`);
  const dry = run(bad, '--dry-run');
  assert.equal(dry.status, 1);
  assert.match(dry.stdout, /bad\.csv:4: column "Type": the mapping has no value for "Qery"\n/);
  assert.match(dry.stdout, /bad\.csv:5: column "Details": .+\n.*bad\.csv:5: column "Phone": .+\n/);
  assert.match(dry.stdout, /2 rows are good, 0 of them were imported before; nothing was written/);
  const refused = run(bad);
  assert.equal(refused.status, 1);
  assert.match(refused.stdout, /nothing was imported/);
  const wrong = file('wrong.yaml', 'source: a\nreference: T\ncolumns: {knd: Type}\n');
  const told = spawnSync(join(root, 'build/charterd'), ['import', bad, '--mapping', wrong, '--site', server.site, '--data', data], { encoding: 'utf8' });
  assert.equal(told.status, 1);
  assert.match(told.stdout, /wrong\.yaml:3:11: error: the capture form has no field "knd"/);
  const once = run(file('good.csv', good));
  assert.equal(once.status, 0, once.stdout + once.stderr);
  assert.match(once.stdout, /2 cases were made, 0 rows had been imported before/);
  const foretold = run(file('good.csv', good), '--dry-run').stdout;
  assert.match(foretold, /good\.csv:2: C-1 was imported before, as .+\n/);
  assert.match(foretold, /2 rows are good, 2 of them were imported before; nothing was written/);
  assert.match(run(bad, '--skip-bad-rows').stdout, /0 cases were made, 2 rows had been imported before/);
  const verified = spawnSync(join(root, 'build/charterd'), ['verify', '--data', data], { encoding: 'utf8' });
  assert.match(verified.stdout, /^2 cases, 2 events, \d+ entries of the audit, 0 files, nothing was altered/);

  const again = await startServer({ built: server.site, kept: data });
  const browser = await launch();
  try {
    const page = await (await openContext(browser)).newPage();
    await signIn(page, again.url, 'sample-officer');
    await page.fill('#asked', '021 000 0077');
    await page.locator('form[role=search] button').click();
    await page.locator('.cases a.ref').first().click();
    const text = await page.locator('main').innerText();
    assert.match(text, /C-1/);
    assert.match(text, /Imported from call-centre/);
    assert.match(text, /14:20/);
  } finally {
    await browser.close();
    await again.stop();
    rmSync(old, { recursive: true, force: true });
  }
});
