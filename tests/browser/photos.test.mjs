// Photos with a lodging and at the case desk: added, refused in words, removed, read back without what hid in them.
// The pictures are made here.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axeFaults, htmlFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { leave, readTicket, signIn, submit, track } from './support/journey.mjs';
import { png as picture } from './support/picture.mjs';
import { startServer } from './support/server.mjs';

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const secret = 'Nomsa, 33.9 S 18.5 E';
const png = (width, height, colour, says) => picture(width, height, colour, { text: secret, says });

const red = png(60, 40, [200, 0, 0]);
const blue = png(60, 40, [0, 0, 200]);
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const file = (name, buffer, mimeType = 'image/png') => ({ name, mimeType, buffer });

// To the page for photos, with a description given.
async function toPhotos(page, language = 'en') {
  await page.goto(`${server.url}/${language}/lodge/`);
  await submit(page);
  await page.locator('input[name=kind][value=complaint]').check();
  await submit(page);
  await page.fill('[name=description]', 'The tap has leaked for a week. (Sample.)');
  await submit(page);
  await submit(page);
  await page.locator('input[name=consent]').check();
  await submit(page);
  assert.match(page.url(), /\/lodge\/photos\/$/);
}

const names = (page) => page.locator('.files bdi').allInnerTexts();
const keptFiles = () => readdirSync(join(server.data, 'files'));

// Asked for with the cookies of a page, byte by byte as the server sends it. (Playwright's own requests leave out
// cookies that are for https alone.)
async function ask(page, address, options = {}) {
  const cookie = (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; ');
  return fetch(server.url + address, { redirect: 'manual', ...options, headers: { cookie, ...options.headers } });
}

async function noSidewaysScroll(page) {
  const client = await page.context().newCDPSession(page);
  const { cssContentSize, cssLayoutViewport } = await client.send('Page.getLayoutMetrics');
  assert.ok(cssContentSize.width <= cssLayoutViewport.clientWidth + 1, `${page.url()} is ${cssContentSize.width} wide`);
}

for (const language of ['en', 'af', 'xh']) {
  test(`a case is lodged with photos in ${language} on a small phone without JavaScript`, async () => {
    const page = await (await openContext(browser, { viewport: phone })).newPage();
    await toPhotos(page, language);
    await page.setInputFiles('input[name=photo]', [file('tap.png', red), file('letter.pdf', pdf, 'application/pdf')]);
    await leave(page, () => page.locator('button[name=stay]').click());
    assert.deepEqual(await names(page), ['tap.png', 'letter.pdf']);
    await noSidewaysScroll(page);
    assert.deepEqual(await htmlFaults(await page.content()), []);
    // The same photo again is there once; another is removed again.
    await page.setInputFiles('input[name=photo]', [file('tap again.png', red), file('wrong.png', blue)]);
    await leave(page, () => page.locator('button[name=stay]').click());
    assert.deepEqual(await names(page), ['tap.png', 'letter.pdf', 'wrong.png']);
    assert.match(await page.locator('.errors').innerText(), /tap again\.png/);
    await leave(page, () => page.locator('button[name=remove]').nth(2).click());
    assert.deepEqual(await names(page), ['tap.png', 'letter.pdf']);
    await submit(page);
    assert.match(page.url(), /\/lodge\/check\/$/);
    assert.match(await page.locator('main').innerText(), /tap\.png, letter\.pdf/);
    await noSidewaysScroll(page);
    await submit(page);
    assert.match(await page.locator('main').innerText(), /tap\.png, letter\.pdf/);
    const ticket = await readTicket(page);
    assert.equal(await track(page, server.url, language, ticket), 'received');
    assert.match(await page.locator('main').innerText(), /letter\.pdf/);
    await page.context().close();
  });
}

test('a photo that cannot be kept is told at the field, and every answer and the good ones stay', async () => {
  const page = await (await openContext(browser)).newPage();
  await toPhotos(page);
  const before = keptFiles().length;
  const bad = [
    ['<img src=x onerror=alert(1)>.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /neither a photo/],
    ['script.png', Buffer.from('GIF89a/*\x01\x01*/=1;alert(1)//', 'latin1'), /neither a photo/],
    ['bomb.png', png(10, 10, [0, 0, 0], [20000, 20000]), /40 megapixels/],
    ['cut.jpg', red.subarray(0, red.length - 40), /damaged/],
    ['large.jpg', Buffer.alloc(5 * 1024 * 1024 + 1, 1), /larger than 5 MB/],
  ];
  for (const [name, buffer, words] of bad) {
    await page.setInputFiles('input[name=photo]', [file(name, buffer)]);
    await submit(page);
    assert.match(await page.locator('#photo-error').innerText(), words, name);
    assert.ok((await page.title()).startsWith('Error:'));
    assert.deepEqual(await names(page), []);
  }
  assert.equal(keptFiles().length, before);
  await page.setInputFiles('input[name=photo]', [file('good.png', red), file('bad.png', Buffer.from('no'))]);
  await submit(page);
  assert.deepEqual(await names(page), ['good.png']);
  await submit(page);
  assert.match(await page.locator('main').innerText(), /The tap has leaked for a week/);
  assert.match(await page.locator('main').innerText(), /good\.png/);
  await page.context().close();
});

test('a sixth file is one too many, and too much at once is refused without losing what was written', async () => {
  const page = await (await openContext(browser)).newPage();
  await toPhotos(page);
  const six = [1, 2, 3, 4, 5, 6].map((n) => file(`${n}.png`, png(20, 10 + n, [n, 0, 0])));
  await page.setInputFiles('input[name=photo]', six.slice(0, 4));
  await leave(page, () => page.locator('button[name=stay]').click());
  await page.setInputFiles('input[name=photo]', six.slice(4));
  await leave(page, () => page.locator('button[name=stay]').click());
  assert.equal((await names(page)).length, 5);
  assert.match(await page.locator('#photo-error').innerText(), /5 files/);
  const form = new FormData();
  form.append('photo', new Blob([Buffer.alloc(27 * 1024 * 1024)]), 'huge.jpg');
  const refused = await ask(page, '/en/lodge/photos/', { method: 'POST', body: form })
    .then((answer) => answer.status, () => 413);
  assert.equal(refused, 413);
  await page.goto(`${server.url}/en/lodge/check/`);
  assert.match(await page.locator('main').innerText(), /The tap has leaked for a week/);
  assert.match(await page.locator('main').innerText(), /5\.png/);
  await page.context().close();
});

async function lodgeWithPhoto(page) {
  await toPhotos(page);
  await page.setInputFiles('input[name=photo]', [file('tap.png', red)]);
  await submit(page);
  await submit(page);
  return readTicket(page);
}

test('staff read, add and remove files; what is sent is never a page, and nothing hides in a photo', async () => {
  const citizen = await (await openContext(browser)).newPage();
  const ticket = await lodgeWithPhoto(citizen);
  const officer = await (await openContext(browser, { viewport: desktop, script: true })).newPage();
  await signIn(officer, server.url, 'sample-reviewer');
  await officer.goto(`${server.url}/staff/cases/${ticket.reference}`);
  const address = await officer.locator('#files a[download]').getAttribute('href');
  const answer = await ask(officer, address);
  const head = Object.fromEntries(answer.headers);
  assert.equal(answer.status, 200);
  assert.match(head['content-disposition'], /^attachment; filename="[A-Z0-9]+-1\.png"$/);
  assert.equal(head['content-security-policy'], "sandbox; default-src 'none'");
  assert.equal(head['x-content-type-options'], 'nosniff');
  assert.equal(head['cross-origin-resource-policy'], 'same-origin');
  assert.equal(head['cache-control'], 'no-store');
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.ok(red.includes(secret) && !bytes.includes(secret) && !bytes.includes('tEXt'));
  await officer.locator('#files summary').click();
  await officer.waitForFunction(() => document.querySelector('#files img').naturalWidth === 60);
  assert.deepEqual(await axeFaults(officer), []);
  assert.deepEqual(await htmlFaults(await officer.content()), []);

  await officer.goto(`${server.url}/staff/cases/${ticket.reference}?step=add-file`);
  await leave(officer, () => officer.locator('form[enctype] button[type=submit]').click());
  assert.match(await officer.locator('#photo-error').innerText(), /Choose a photo/);
  await officer.setInputFiles('input[name=photo]', [file('scan.pdf', pdf), file('x.exe', Buffer.from('MZ'))]);
  await officer.fill('[name=internal_note]', 'Brought to the desk. (Sample.)');
  await leave(officer, () => officer.locator('form[enctype] button[type=submit]').click());
  assert.match(await officer.locator('#photo-error').innerText(), /x\.exe is neither/);
  assert.equal(await officer.locator('#files > ul > li').count(), 2);
  assert.match(await officer.locator('main').innerText(), /Brought to the desk/);

  await leave(officer, () => officer.locator('#files > ul > li').first().locator('a[href*=remove-file]').click());
  await leave(officer, () => officer.locator('form:has(input[name=step]) button[type=submit]').click());
  assert.equal(await officer.locator('#internal_note-error').count(), 1);
  await officer.fill('[name=internal_note]', 'It shows another family. (Sample.)');
  await leave(officer, () => officer.locator('form:has(input[name=step]) button[type=submit]').click());
  assert.equal(await officer.locator('#files > ul > li').count(), 1);
  assert.match(await officer.locator('main').innerText(), /It shows another family/);
  assert.equal((await ask(officer, address)).status, 404);
  assert.equal(keptFiles().includes(address.split('/').pop()), false);
  await officer.context().close();
  await citizen.context().close();
});

test('a file is as closed as its case: another office and a stranger see what they see of nothing', async () => {
  const citizen = await (await openContext(browser)).newPage();
  const ticket = await lodgeWithPhoto(citizen);
  const reviewer = await (await openContext(browser)).newPage();
  await signIn(reviewer, server.url, 'sample-reviewer');
  await reviewer.goto(`${server.url}/staff/cases/${ticket.reference}`);
  const address = await reviewer.locator('#files a[download]').getAttribute('href');
  const other = await (await openContext(browser)).newPage();
  await signIn(other, server.url, 'sample-assistant');
  const absent = `/staff/cases/${ticket.reference}/files/${'0'.repeat(32)}`;
  const text = async (page, path) => {
    const answer = await ask(page, path);
    return `${answer.status} ${(await answer.text()).replaceAll(path, '')}`;
  };
  assert.equal(await text(other, address), await text(other, absent));
  assert.match(await text(other, address), /^404/);
  assert.match(await text(reviewer, `${address}/../../../../../charterd.key`), /^404/);
  assert.match(await text(reviewer, `/staff/cases/${ticket.reference}/files/..%2f..%2fcharterd.key`), /^404/);
  const stranger = await fetch(server.url + address, { redirect: 'manual' });
  assert.equal(stranger.status, 303);
  // Without the form's own token nothing is added.
  const form = new FormData();
  form.append('photo', new Blob([red]), 'tap.png');
  form.append('expected_sequence', '1');
  const forged = await ask(reviewer, `/staff/cases/${ticket.reference}/files`, { method: 'POST', body: form });
  assert.equal(forged.status, 403);
  for (const page of [citizen, reviewer, other]) await page.context().close();
});

test('malformed forms with files keep nothing', async () => {
  const before = keptFiles().length;
  const part = 'Content-Disposition: form-data; name="photo"; filename="a.png"\r\n\r\n';
  const send = (body, boundary = 'XX') => fetch(`${server.url}/en/lodge/photos/`, {
    method: 'POST', body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  });
  const pieces = (count) => Buffer.concat(Array.from({ length: count }, () => Buffer.concat([Buffer.from(`--XX\r\n${part}`), red, Buffer.from('\r\n')])));
  for (const [body, status] of [
    [pieces(1), 400], [Buffer.concat([pieces(1), Buffer.from('--XX--\r\nmore')]), 400],
    [Buffer.concat([pieces(1025), Buffer.from('--XX--\r\n')]), 413], [Buffer.from('--XX\r\nno head'), 400],
  ]) assert.equal((await send(body)).status, status);
  assert.equal((await send(Buffer.from('x'), '')).status, 403);  // no form is of such a type
  assert.equal(keptFiles().length, before);
});
