// The real program from outside: what a hostile or broken client gets, a second instance, a new build, an orderly end.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accounts, buildSite, password, root, startServer } from './support/server.mjs';

const charterd = join(root, 'build/charterd');
let server;
before(async () => { server = await startServer(); });
after(async () => { await server?.stop(); });

const post = (path, fields, headers = {}) => fetch(server.url + path, {
  method: 'POST', redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
});
const cookieOf = (response) => (response.headers.get('set-cookie') ?? '').split(';')[0];
const field = (text, name) => text.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1];

// Answers all questions and sends; gives the ticket.
async function lodge(answers) {
  const first = await post('/en/lodge/about/', { kind: 'complaint', office: 'gugulethu', ...answers });
  const cookie = cookieOf(first);
  await post('/en/lodge/what/', { description: 'I waited for six hours.', ...answers }, { cookie });
  await post('/en/lodge/who/', { ...answers }, { cookie });
  await post('/en/lodge/reach/', { consent: 'yes', ...answers }, { cookie });
  const check = await (await fetch(`${server.url}/en/lodge/check/`, { headers: { cookie } })).text();
  const token = field(check, 'form_token');
  const sent = await post('/en/lodge/check/', { form_token: token }, { cookie });
  const page = await (await fetch(`${server.url}/en/lodge/sent/`, { headers: { cookie } })).text();
  return {
    cookie, token, status: sent.status, page,
    reference: page.match(/data-reference="([^"]*)"/)?.[1], code: page.match(/data-code="([^"]*)"/)?.[1],
  };
}

async function signIn(name) {
  const answer = await post('/staff/sign-in', { user_name: name, password, next: '/staff/' });
  assert.equal(answer.status, 303);
  return cookieOf(answer);
}

test('what comes from another site, or is no form, changes nothing', async () => {
  const lodged = await lodge({});
  const keys = { reference: lodged.reference, code: lodged.code, send: 'yes' };
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { 'content-type': 'text/plain' }]) {
    const answer = await post('/en/track/withdraw/', keys, headers);
    assert.equal(answer.status, 403);
  }
  assert.equal((await fetch(`${server.url}/en/track/withdraw/?reference=${lodged.reference}&code=${lodged.code}&send=yes`,
    { redirect: 'manual' })).status, 303);
  const seen = await (await post('/en/track/', { reference: lodged.reference, code: lodged.code })).text();
  assert.match(seen, /data-status="received"/);
});

test('the sign-in leads to the case desk and nowhere else', async () => {
  for (const next of ['https://evil.example/', '//evil.example', '/staff//evil.example', '/staff/\r\nx: y', '/staff/é', '/en/']) {
    const answer = await post('/staff/sign-in', { user_name: 'sample-officer', password, next });
    assert.equal(answer.status, 303, JSON.stringify(next));
    assert.equal(answer.headers.get('location'), '/staff/');
  }
});

test('a step without the token of the session is refused', async () => {
  const lodged = await lodge({});
  const cookie = await signIn(accounts[0].name);
  const path = `/staff/cases/${lodged.reference}`;
  const form = await (await fetch(`${server.url}${path}?step=acknowledge`, { headers: { cookie } })).text();
  const fields = {
    step: 'acknowledge', expected_sequence: field(form, 'expected_sequence'), form_token: field(form, 'form_token'),
  };
  assert.equal((await post(path, fields, { cookie })).status, 403);
  assert.equal((await post(path, { ...fields, csrf: 'x' }, { cookie })).status, 403);
  assert.equal((await post(path, { ...fields, csrf: field(form, 'csrf') }, { cookie })).status, 303);
  assert.equal((await post('/staff/sign-out', { csrf: field(form, 'csrf') }, { cookie })).status, 303);
  assert.equal((await fetch(server.url + path, { headers: { cookie }, redirect: 'manual' })).status, 303);
});

test('a case of another office is the same as none', async () => {
  const lodged = await lodge({ office: 'beaufort-west' });
  const cookie = await signIn(accounts[0].name);
  const pageOf = async (reference) => {
    const answer = await fetch(`${server.url}/staff/cases/${reference}`, { headers: { cookie } });
    return { status: answer.status, text: await answer.text() };
  };
  assert.deepEqual(await pageOf(lodged.reference), await pageOf('222222222'));
  assert.equal((await pageOf(lodged.reference)).status, 404);
});

test('the second of two officers is told what the first did, and nothing is overwritten', async () => {
  const lodged = await lodge({});
  const cookie = await signIn(accounts[1].name);
  const path = `/staff/cases/${lodged.reference}`;
  const form = await (await fetch(`${server.url}${path}?step=acknowledge`, { headers: { cookie } })).text();
  const fields = (step, more) => ({
    step, csrf: field(form, 'csrf'), expected_sequence: field(form, 'expected_sequence'), form_token: randomUUID(), ...more,
  });
  assert.equal((await post(path, fields('acknowledge'), { cookie })).status, 303);
  const late = await post(path, fields('note', { internal_note: 'Typed meanwhile.' }), { cookie });
  assert.equal(late.status, 409);
  const text = await late.text();
  assert.match(text, /Typed meanwhile\./);
  assert.match(text, /Someone else changed this case/);
});

test('what people write is shown as text', async () => {
  const hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> "\' {{title}} {{{body}}} \u202Eevil';
  const lodged = await lodge({ description: hostile, name: hostile.slice(0, 60), place: hostile.slice(0, 60) });
  const cookie = await signIn(accounts[0].name);
  const pages = [lodged.page, await (await fetch(`${server.url}/staff/cases/${lodged.reference}`, { headers: { cookie } })).text(),
    await (await fetch(`${server.url}/staff/`, { headers: { cookie } })).text()];
  for (const page of pages) {
    assert.doesNotMatch(page, /<script|<img/);
    assert.match(page, /&lt;script&gt;alert\(1\)/);
  }
});

test('a repeated send is the same case, a token of another draft is refused', async () => {
  const lodged = await lodge({});
  const again = await post('/en/lodge/check/', { form_token: lodged.token }, { cookie: lodged.cookie });
  assert.equal(again.status, 303);
  const page = await (await fetch(`${server.url}/en/lodge/sent/`, { headers: { cookie: lodged.cookie } })).text();
  assert.equal(page.match(/data-reference="([^"]*)"/)[1], lodged.reference);
  const other = await lodge({});
  assert.notEqual(other.reference, lodged.reference);
  assert.equal((await post('/en/lodge/check/', { form_token: 'x' }, { cookie: other.cookie })).status, 403);
});

test('an unknown reference and a wrong code look the same, a mistyped reference does not', async () => {
  const lodged = await lodge({});
  const answer = async (reference, code) => {
    const response = await post('/en/track/', { reference, code });
    return { status: response.status, text: (await response.text()).replaceAll(/value="[^"]*"/g, '') };
  };
  const wrongCode = await answer(lodged.reference, '222222222222');
  assert.equal(wrongCode.status, 422);
  assert.deepEqual(await answer('222222222', '222222222222'), wrongCode);
  const mistyped = lodged.reference.replace(/.$/, (last) => (last === '2' ? '3' : '2'));
  assert.match((await answer(mistyped, lodged.code)).text, /Check the reference/);
});

test('guessing a code is slowed, and never for who has the right one', async () => {
  const lodged = await lodge({});
  const other = await lodge({});
  let slowed;
  for (let tries = 0; tries < 12 && !slowed; tries += 1) {
    const answer = await post('/en/track/', { reference: lodged.reference, code: other.code });
    if (answer.status === 429) slowed = answer;
    else assert.equal(answer.status, 422);
  }
  const seconds = slowed.headers.get('retry-after');
  assert.match(await slowed.text(), new RegExp(`Wait ${seconds} seconds? before`));
  const owner = await post('/en/track/', { reference: lodged.reference, code: lodged.code });
  assert.equal(owner.status, 200);
});

test('guessing a password is slowed, and not for a browser that signed in before', async () => {
  const { name } = accounts[4];
  const signedIn = await post('/staff/sign-in', { user_name: name, password });
  const device = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).find((cookie) => cookie.startsWith('__Host-device='));
  const statuses = new Set();
  for (let wait = 0, tries = 0; wait < 4 && tries < 30; tries += 1) {
    const answer = await post('/staff/sign-in', { user_name: name, password: `guess number ${tries}` });
    statuses.add(answer.status);
    wait = Number(answer.headers.get('retry-after') ?? 0);
  }
  assert.deepEqual([...statuses], [422, 429]);
  assert.equal((await post('/staff/sign-in', { user_name: name, password })).status, 429);
  assert.equal((await post('/staff/sign-in', { user_name: name, password }, { cookie: device })).status, 303);
  await signIn(accounts[1].name);
});

test('a case is joined only with an open one that the officer may see, and its reporter follows that one', async () => {
  const lodged = await lodge({});
  const elsewhere = await lodge({ office: 'beaufort-west' });
  const same = await lodge({});
  const cookie = await signIn(accounts[1].name);
  const path = `/staff/cases/${lodged.reference}`;
  const join = async (reference) => {
    const form = await (await fetch(`${server.url}${path}?step=mark-duplicate`, { headers: { cookie } })).text();
    return post(path, {
      step: 'mark-duplicate', csrf: field(form, 'csrf'), expected_sequence: field(form, 'expected_sequence'),
      form_token: field(form, 'form_token'), duplicate_of: reference, public_note: 'You told us the same before.',
    }, { cookie });
  };
  const absent = await join('222222222');
  const hidden = await join(elsewhere.reference);
  assert.equal(absent.status, 422);
  assert.equal(hidden.status, 422);
  const message = /There is no open case with this reference that you may join this one with/;
  assert.match(await absent.text(), message);
  assert.match(await hidden.text(), message);
  assert.equal((await join(same.reference)).status, 303);
  const seen = await (await post('/en/track/', { reference: lodged.reference, code: lodged.code })).text();
  assert.match(seen, /data-status="duplicate"/);
  assert.match(seen, /data-joined-status="received"/);
  assert.match(seen, /data-due="/);
});

test('a case about an official is seen by the head office alone', async () => {
  const lodged = await lodge({ about_official: 'yes' });
  const pageFor = async (name) => (await fetch(`${server.url}/staff/cases/${lodged.reference}`,
    { headers: { cookie: await signIn(name) } })).status;
  assert.match(lodged.page, /Head Office/);
  const seen = await (await post('/en/track/', { reference: lodged.reference, code: lodged.code })).text();
  assert.match(seen.split('<footer')[0], /Head Office/);
  assert.doesNotMatch(seen.split('<footer')[0], /Gugulethu/);
  assert.doesNotMatch(lodged.page.split('<dl class="rows">')[0], /Gugulethu/);
  const statuses = await Promise.all(['sample-assistant', 'sample-officer', 'sample-supervisor', 'sample-reviewer'].map(pageFor));
  assert.deepEqual(statuses, [404, 404, 404, 200]);
});

test('a step that comes too late is told, and its words are kept', async () => {
  const lodged = await lodge({});
  const cookie = await signIn(accounts[1].name);
  const path = `/staff/cases/${lodged.reference}`;
  const step = async (name, more) => {
    const form = await (await fetch(`${server.url}${path}?step=${name}`, { headers: { cookie } })).text();
    const answer = await post(path, {
      step: name, csrf: field(form, 'csrf'), expected_sequence: field(form, 'expected_sequence'),
      form_token: field(form, 'form_token'), ...more,
    }, { cookie });
    assert.equal(answer.status, 303);
  };
  await step('acknowledge', {});
  await step('ask', { public_note: 'Which desk was it?' });
  await step('answer', { public_note: 'We found it ourselves.', finding: 'upheld', redress: 'apology', evidence: 'List' });
  const keys = { reference: lodged.reference, code: lodged.code };
  const late = await post('/en/track/reply/', { ...keys, send: 'yes', text: 'It was the <left> one.' });
  assert.equal(late.status, 409);
  const page = await late.text();
  assert.match(page, /This was not taken/);
  assert.match(page, /It was the &lt;left&gt; one\./);
  const next = await (await post('/en/track/add/', { ...keys, text: field(page, 'text').replaceAll('&lt;', '<').replaceAll('&gt;', '>') })).text();
  assert.match(next, /It was the &lt;left&gt; one\.<\/textarea>/);
});

test('an answer that no form offers is an error at its field, not a fault', async () => {
  const first = await post('/en/lodge/about/', { kind: 'complaint' });
  const cookie = cookieOf(first);
  const bad = { language: 'zz', contact_by: 'pigeon', consent: 'yes' };
  assert.equal((await post('/en/lodge/reach/', bad, { cookie })).status, 422);
  const check = await fetch(`${server.url}/en/lodge/check/`, { headers: { cookie } });
  assert.equal(check.status, 422);
  assert.match(await check.text(), /There is a problem/);
});

test('the address on a poster opens the start with the office filled in, in each language', async () => {
  for (const path of ['/xh/at/metro-south', '/xh/at/Metro-South/']) {
    const answer = await fetch(server.url + path, { redirect: 'manual' });
    assert.equal(answer.status, 200, path);
    const text = await answer.text();
    assert.equal(field(text, 'office'), 'metro-south');
    assert.match(text, /<html lang="xh">/);
    assert.match(text, /href="\/af\/lodge\/\?office=metro-south"/);
  }
  assert.equal((await fetch(`${server.url}/en/at/nowhere`)).status, 404);
  assert.equal((await fetch(`${server.url}/en/at/`)).status, 404);
});

test('an icon that the site does not have costs no page', async () => {
  const icon = await fetch(`${server.url}/favicon.ico`);
  assert.equal(icon.status, 204);
  assert.equal((await icon.text()).length, 0);
});

test('an error is shown at an address that can be gone back to', async () => {
  const cookie = cookieOf(await post('/en/lodge/about/', { kind: 'complaint' }));
  const refused = await post('/en/lodge/what/', { place: 'Behind the clinic' }, { cookie });
  assert.equal(refused.status, 303);
  const again = await fetch(new URL(refused.headers.get('location'), server.url), { headers: { cookie } });
  assert.equal(again.status, 422);
  const page = await again.text();
  assert.match(page, /There is a problem/);
  assert.match(page, /Behind the clinic/);
});

test('a browser without our cookie sees the error at once, with its answers', async () => {
  const refused = await post('/en/lodge/what/', { place: 'Behind the clinic' });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /Behind the clinic/);
});

test('bodies that are no forms are refused and nothing is kept', async () => {
  const tries = [
    ['application/x-www-form-urlencoded', 'description=%ff%fe', 400],
    ['application/x-www-form-urlencoded', 'description=%00', 400],
    ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="description"\r\n\r\nnever ends', 400],
    ['application/json', '{}', 403],
  ];
  for (const [type, body, status] of tries) {
    const answer = await fetch(`${server.url}/en/lodge/what/`, { method: 'POST', redirect: 'manual', headers: { 'content-type': type }, body });
    assert.equal(answer.status, status, `${type} ${body}`);
    assert.equal(answer.headers.get('set-cookie'), null);
  }
  const long = await post('/en/lodge/what/', { description: 'x'.repeat(70000) });
  assert.equal(long.status, 413);
});

test('nothing outside the site is served', async () => {
  for (const path of ['/.server/site.json', '/%2eserver/site.json', '/..%2f..%2fetc/passwd', '/en/..%2f.server%2fsite.json', '/en/%00'])
    assert.ok([400, 404].includes((await fetch(server.url + path)).status), path);
});

test('a second instance on the same database ends with the reason', () => {
  const second = spawnSync(charterd, ['serve', '--site', server.site, '--data', server.data, '--listen', '127.0.0.1:0'], { encoding: 'utf8' });
  assert.equal(second.status, 3);
  assert.match(second.stderr, /in use by another charterd/);
});

test('a second instance on the same port ends with the reason', () => {
  const folder = mkdtempSync(join(tmpdir(), 'charter-second-'));
  const second = spawnSync(charterd, ['serve', '--site', server.site, '--data', join(folder, 'data'), '--listen', new URL(server.url).host],
    { encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  assert.equal(second.status, 3);
  assert.match(second.stderr, /another program has this port/);
});

test('a new build is picked up within two seconds', async () => {
  rmSync(join(server.site, 'catalogue.json'));
  buildSite(server.site);
  const deadline = Date.now() + 2000;
  while (!server.log().includes('serving the new build') && Date.now() < deadline) await new Promise((later) => setTimeout(later, 50));
  assert.match(server.log(), /serving the new build/);
  assert.equal((await fetch(`${server.url}/en/`)).status, 200);
});

test('SIGTERM ends it within two seconds, and the history still fits', async () => {
  const other = await startServer();
  const begun = Date.now();
  const kept = await other.stop({ keep: true });
  assert.ok(Date.now() - begun < 2000, `${Date.now() - begun} ms`);
  const verified = spawnSync(charterd, ['verify', '--data', kept.data], { encoding: 'utf8' });
  rmSync(kept.folder, { recursive: true, force: true });
  assert.equal(verified.status, 0, verified.stdout);
});
