// A comment round from outside: the note on the page, the form in each language without script, a form sent twice, wrong
// answers kept, the round over, and the editor's table.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { root, startServer } from './support/server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'charter-comments-'));
const day = (days) => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10);
let server;
let browser;

// The small site of the tests, with one page open now, one that was and one that will be.
function siteWithRounds() {
  const site = join(folder, 'town');
  cpSync(join(root, 'tests/sites/second-language'), site, { recursive: true });
  const put = (name, from, until) => writeFileSync(join(site, `en/${name}.md`),
    `---\ntitle: The ${name} plan\ntranslations: {af: pending}\nopen_for_comment: {from: ${from}, until: ${until}}\n---\nOur plan.\n`);
  put('open', day(-2), day(2));
  put('closed', day(-9), day(-2));
  put('coming', day(2), day(9));
  const out = join(folder, 'public');
  const built = spawnSync(join(root, 'build/charter'), ['build', '--site', site, '--theme', join(root, 'themes/default'), '--out', out],
    { encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
  return out;
}

before(async () => { server = await startServer({ built: siteWithRounds() }); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); rmSync(folder, { recursive: true, force: true }); });

const post = (fields) => fetch(`${server.url}/en/comment/`, {
  method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ page: 'open', ...fields }).toString(),
});
const read = async (path) => {
  const response = await fetch(server.url + path, { redirect: 'manual' });
  return { status: response.status, text: await response.text() };
};
const table = () => {
  const run = spawnSync(join(root, 'build/charterd'), ['comments', '--data', server.data], { encoding: 'utf8' });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
};

test('a page says when it is open for comment, and where', async () => {
  assert.match((await read('/en/open/')).text, /open for comment until[^<]*<a href="\/en\/comment\/\?page=open">/);
  assert.match((await read('/en/closed/')).text, /Comments on this page closed on/);
  assert.match((await read('/en/coming/')).text, /You can comment on this page from/);
});

test('a reader comments without script, and the editor gets it once', async () => {
  for (const size of [phone, desktop]) {
    const context = await openContext(browser, { viewport: size });
    const tab = await context.newPage();
    await tab.goto(`${server.url}/en/open/`);
    await tab.click('a[href="/en/comment/?page=open"]');
    assert.match(await tab.textContent('h1'), /Your comment on: The open plan/);
    await tab.fill('#comment', '=HYPERLINK("http://evil.example")');
    await tab.fill('#name', 'A Reader');
    await tab.click('button[type=submit]:not([name])');
    assert.match(await tab.textContent('.errors'), /Tick this box/);
    assert.equal(await tab.inputValue('#comment'), '=HYPERLINK("http://evil.example")');
    await tab.check('#consent');
    await tab.click('button[type=submit]:not([name])');
    assert.match(await tab.textContent('h1'), /We have your comment/);
    await context.close();
  }
  const lines = table().split('\r\n').filter((line) => line.startsWith('open,'));
  assert.equal(lines.length, 2);
  assert.match(lines[0], /,en,"'=HYPERLINK\(""http:\/\/evil\.example""\)",A Reader,$/);
});

test('a form that is sent twice is one comment', async () => {
  const before = table().split('\r\n').length;
  for (let times = 0; times < 2; times += 1)
    assert.equal((await post({ comment: 'Twice.', form_token: 'the-same' })).status, 303);
  assert.equal(table().split('\r\n').length, before + 1);
});

test('wrong answers get the form again, with what was typed', async () => {
  for (const [fields, message] of [
    [{ comment: ' ' }, /Write your comment before you send it/],
    [{ comment: 'x'.repeat(4001) }, /at most 4000 characters. You have 4001/],
    [{ comment: 'Kept.', email: 'nobody', consent: 'yes' }, /Enter an e-mail address/],
  ]) {
    const answer = await post({ form_token: 'x', ...fields });
    const text = await answer.text();
    assert.equal(answer.status, 422);
    assert.match(text, message);
    if (fields.comment.startsWith('Kept')) assert.match(text, />\s*Kept\.</);
  }
});

test('what comes from elsewhere, without a token, or for no round is refused', async () => {
  assert.equal((await post({ comment: 'No token.' })).status, 403);
  assert.equal((await post({ comment: 'No page.', form_token: 'a', page: 'nowhere' })).status, 404);
  assert.equal((await read('/en/comment/?page=%3Cscript%3E')).status, 404);
  const forged = await fetch(`${server.url}/en/comment/`, {
    method: 'POST', headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'page=open&comment=Forged&form_token=f',
  });
  assert.equal(forged.status, 403);
  const late = await post({ comment: 'My late words.', form_token: 'b', page: 'closed' });
  assert.equal(late.status, 409);
  assert.match(await late.text(), /My late words\./);
  assert.doesNotMatch(table(), /No token|No page|Forged|late words/);
});

test('the form keeps what was typed when the language changes', async () => {
  const answer = await post({ comment: 'My words.', form_token: 'c', to_language: 'af' });
  const text = await answer.text();
  assert.equal(answer.status, 200);
  assert.match(text, /<html lang="af"/);
  assert.match(text, />\s*My words\.</);
});

test('every page of a round is sound', async () => {
  const paths = ['comment/', 'comment/?page=open', 'comment/?page=closed', 'comment/?page=coming', 'comment/sent/?page=open'];
  for (const size of [phone, desktop]) {
    const context = await openContext(browser, { viewport: size, script: true });
    const tab = await context.newPage();
    for (const language of ['en', 'af'])
      for (const path of paths) {
        await tab.goto(`${server.url}/${language}/${path}`);
        assert.deepEqual(await axeFaults(tab), [], path);
        assert.deepEqual(await htmlFaults(await tab.content()), [], path);
        const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
      }
    await context.close();
  }
});

test('too many comments from one address have to wait, and keep their words', async () => {
  let answer;
  for (let sent = 0; sent < 30 && answer?.status !== 429; sent += 1) answer = await post({ comment: 'Again.', form_token: `many-${sent}` });
  assert.equal(answer.status, 429);
  assert.match(await answer.text(), />\s*Again\.</);
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
});
