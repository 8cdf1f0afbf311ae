// Finding pages and offices from outside: real questions in three languages, hostile ones, size, markup, no script.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { axeFaults, htmlFaults, wireBytes } from './support/audit.mjs';
import { readQuestions } from './support/questions.mjs';
import { root, startServer } from './support/server.mjs';

const languages = ['en', 'af', 'xh'];
const { floor, questions, dangers } = readQuestions(readFileSync(join(root, 'tests/search/questions.yaml'), 'utf8'));

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const address = (language, question, more = '') =>
  `/${language}/search/?q=${encodeURIComponent(question)}${more}`;
const finder = (language, question) => `/${language}/offices/find/?q=${encodeURIComponent(question)}`;
async function read(path) {
  const response = await fetch(server.url + path, { redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const mainOf = (text) => text.slice(text.indexOf('<main'), text.indexOf('</main>'));
const listOf = (text) => mainOf(text).match(/<ol class="list found">[\s\S]*<\/ol>/)?.[0] ?? '';
// Without the question that the finder's address carries.
const resultsOf = (text) => [...listOf(text).matchAll(/<li><span><a href="([^"?]+)/g)].map(([, url]) => url);

for (const language of languages) {
  test(`real questions in ${language} find their page among the first five`, async () => {
    const asked = questions.filter((question) => question.language === language);
    assert.ok(asked.length >= 20, `${asked.length} questions`);
    const missed = [];
    for (const { ask, expect } of asked) {
      const { text } = await read(address(language, ask));
      const first = resultsOf(text).slice(0, 5);
      if (!expect.some((url) => first.includes(url))) missed.push(`${ask}: ${first.join(' ')}`);
    }
    const share = 100 * (asked.length - missed.length) / asked.length;
    console.log(`recall at five in ${language}: ${share.toFixed(1)} % of ${asked.length}`);
    if (missed.length > 0) console.log(missed.map((line) => `  missed ${line}`).join('\n'));
    assert.ok(share >= floor[language], `${share} % is under ${floor[language]} %:\n${missed.join('\n')}`);
  });
}

test('questions about a form, a place beside the word office and other lessons are answered near the top', async () => {
  const missed = [];
  for (const { language, ask, expect, within } of questions.filter((question) => question.within > 0)) {
    const first = resultsOf((await read(address(language, ask))).text).slice(0, within);
    if (!expect.some((url) => first.includes(url))) missed.push(`${language}: ${ask}: ${first.join(' ')}`);
  }
  assert.deepEqual(missed, []);
});

test('who may be in danger is shown whom to call before all else, whatever is found', async () => {
  const missed = [];
  for (const { language, ask } of dangers) {
    const main = mainOf((await read(address(language, ask))).text);
    const call = main.indexOf('href="tel:10111"');
    const rest = Math.min(...['<form', '<ol', '<p class="note"'].map((mark) => main.indexOf(mark)).filter((at) => at >= 0));
    if (call < 0 || call > rest) missed.push(`${language}: ${ask}`);
    if (/<p class="note">/.test(main) && !/suc?ide|selfmort/.test(ask)) missed.push(`${language}: ${ask}: a word was taken for another`);
  }
  assert.deepEqual(missed, []);
  assert.ok(dangers.length > 30);
  assert.match(mainOf((await read(finder('en', 'my husband beats me in Langa'))).text), /href="tel:10111"/);
  for (const calm of ['foster care', 'complaint about rude staff', 'sassa pension', 'office langa'])
    assert.doesNotMatch(mainOf((await read(address('en', calm))).text), /href="tel:10111"/, calm);
});

test('the finder among the results answers the question', async () => {
  const { text } = await read(address('en', 'office khayelitsha'));
  assert.match(listOf(text), /<a href="\/en\/offices\/find\/\?q=office%20khayelitsha">/);
});

test('an excerpt speaks one language', async () => {
  for (const [language, question] of [['en', 'violence at home'], ['af', 'geweld tuis'], ['xh', 'ubundlobongela ekhaya'], ['en', 'childline']]) {
    const { text } = await read(address(language, question));
    assert.ok(resultsOf(text).length > 0, question);
    const all = listOf(text).replaceAll(/<[^>]+>/g, '');
    for (const [other, words] of [['en', 'violence at home or because'], ['af', 'geweld tuis of weens'], ['xh', 'ekhaya okanye ngenxa yesini']])
      assert.ok(other === language || !all.includes(words), `${question}: ${other}`);
  }
});

test('every expected address is a page', async () => {
  for (const { expect } of questions)
    for (const url of expect) assert.equal((await read(url)).status, 200, url);
});

test('hostile questions get a calm page', async () => {
  const hostile = ['"', '""', '*', 'a* OR b*', 'title:grant', 'NEAR(grant social, 2)', 'AND', 'OR NOT', '-grant', '^grant',
    '{title} : x', "'; DROP TABLE pages; --", '%', '\\', '(((((', ')', '<script>alert(1)</script>', '"><img src=x>',
    '{{title}}', '\u{1F600}', '\u202E', 'ＳＡＳＳＡ', 'é'.repeat(150), 'grant '.repeat(150),
    'x'.repeat(1500), '   ', '\t', 'a', '1', 'NULL', '0x41', '../../etc/passwd'];
  for (const language of languages)
    for (const question of hostile)
      for (const path of [address(language, question), finder(language, question)]) {
        const { status, text } = await read(path);
        assert.equal(status, 200, `${path.slice(0, 80)}: ${status}`);
        assert.doesNotMatch(text, /<script|<img|SQL|exception/i, path.slice(0, 80));
      }
  assert.equal((await read(`/en/search/?${'q=grant&'.repeat(20)}page=2`)).status, 200);
  // The listener's own limits: too many fields, too long an address.
  assert.equal((await read(`/en/search/?${'q=grant&'.repeat(200)}page=2`)).status, 400);
  assert.equal((await read(address('en', 'x'.repeat(20000)))).status, 414);
});

test('what was typed stays in the field, escaped', async () => {
  const { text } = await read(address('en', '"><b>foster & care</b>'));
  assert.match(text, /value="&quot;&gt;&lt;b&gt;foster &amp; care&lt;\/b&gt;"/);
  assert.doesNotMatch(mainOf(text), /<b>foster/);
});

test('operators are words, not syntax', async () => {
  const plain = resultsOf((await read(address('en', 'foster care'))).text);
  for (const question of ['"foster" "care"', '(foster) care*', 'foster AND care', 'FOSTER-CARE', 'fóster cäre'])
    assert.deepEqual(resultsOf((await read(address('en', question))).text).slice(0, 3), plain.slice(0, 3), question);
});

test('pages of results are next to each other, and odd numbers are the first page or an empty one', async () => {
  const first = await read(address('en', 'complaint'));
  assert.equal(resultsOf(first.text).length, 10);
  const next = mainOf(first.text).match(/<a href="([^"]*page=2)">/)[1].replaceAll('&amp;', '&');
  const second = await read(next);
  const both = [...resultsOf(first.text), ...resultsOf(second.text)];
  assert.equal(new Set(both).size, both.length);
  for (const page of ['0', '-1', 'x', '1e3', ''])
    assert.deepEqual(resultsOf((await read(address('en', 'complaint', `&page=${page}`))).text), resultsOf(first.text));
  for (const page of ['9999', '99999999999999999999999']) {
    const { status, text } = await read(address('en', 'complaint', `&page=${page}`));
    assert.equal(status, 200);
    assert.ok(resultsOf(text).length === 0 || page.length > 5);
  }
});

test('found words are marked, also in other forms', async () => {
  const { text } = await read(address('en', 'complaints'));
  assert.match(listOf(text), /<mark>[Cc]omplaint<\/mark>/);
  const xhosa = await read(address('xh', 'isikhalazo'));
  assert.match(listOf(xhosa.text), /<mark>[^<]*khalaz[^<]*<\/mark>/i);
});

test('a misspelt word is named with what was looked for instead', async () => {
  const { text } = await read(address('en', 'complant'));
  assert.match(mainOf(text), /<p class="note">[^<]*complant[^<]*complaint/);
  assert.ok(resultsOf(text).length > 0);
});

test('a page that is not translated yet is found in the other languages, marked as English', async () => {
  for (const language of ['af', 'xh']) {
    const { text } = await read(address(language, 'front desk'));
    assert.match(listOf(text), /<a href="\/en\/manual\/front-desk\/" lang="en" hreflang="en">[^<]*<\/a> \(English\)/);
  }
  // Nothing is shown in two languages.
  const { text } = await read(address('xh', 'SASSA'));
  const urls = resultsOf(text);
  assert.ok(urls.includes('/xh/services/social-grants/'));
  assert.ok(!urls.includes('/en/services/social-grants/'));
});

test('when nothing is found there are ways on', async () => {
  for (const language of languages) {
    const { status, text } = await read(address(language, 'qqqqzzzz wwwwxxxx'));
    assert.equal(status, 200);
    assert.equal(resultsOf(text).length, 0);
    for (const way of ['services/', 'offices/', 'lodge/'])
      assert.match(mainOf(text), new RegExp(`href="/${language}/${way}"`));
    assert.match(mainOf(text), /href="tel:0800220250"/);
  }
});

test('the same without the last slash; other methods are refused', async () => {
  const withSlash = await read('/en/search/?q=foster');
  const without = await read('/en/search?q=foster');
  assert.equal(without.status, 200);
  assert.deepEqual(resultsOf(without.text), resultsOf(withSlash.text));
  assert.equal((await fetch(`${server.url}/en/search/`, { method: 'POST', body: 'q=x' })).status, 405);
  assert.equal((await read('/zz/search/?q=foster')).status, 404);
  assert.equal((await read('/.server/search.sqlite')).status, 404);
});

test('answers are kept by nobody and set no cookie', async () => {
  const { headers, text } = await read(address('en', 'rape'));
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('set-cookie'), null);
  assert.match(text, /<meta name="robots" content="noindex">/);
  assert.ok(!server.log().includes('rape'));
});

test('every page leads to the search', async () => {
  for (const language of languages)
    for (const page of ['', 'services/foster-care/', 'charters/metro-south/', 'no-such-page/', 'lodge/', 'track/']) {
      const { text } = await read(`/${language}/${page}`);
      assert.match(text, new RegExp(`href="/${language}/search/"`), `/${language}/${page}`);
    }
  for (const page of ['/en/', '/xh/', '/en/no-such-page/'])
    assert.match((await read(page)).text, /<form class="find" action="\/(en|xh)\/search\/" role="search">/);
});

test('the language switch keeps the question', async () => {
  const { text } = await read(address('en', 'foster & care'));
  assert.match(text, /href="\/xh\/search\/\?q=foster%20%26%20care"/);
});

test('the office finder knows places, also misspelt, and services', async () => {
  const namesOf = (text) => [...mainOf(text).matchAll(/<h3><a href="([^"]+)">/g)].map(([, url]) => url);
  for (const [language, question, office] of [['en', 'Gugulethu', 'gugulethu'], ['en', 'guguletu', 'gugulethu'],
    ['en', 'Murraysburg', 'murraysburg'], ['en', 'goodwood', 'metro-north'], ['en', 'nelspoort', 'mobile-central-karoo'],
    ['af', 'Vishoek', 'fish-hoek'], ['af', 'beaufort wes', 'beaufort-west'], ['xh', 'eLanga', 'langa'],
    ['xh', 'kwiofisi yaseDelft', 'delft'], ['af', 'Kaapstad', 'metro-east'], ['xh', 'iKapa', 'metro-east'], ['en', 'foster care in langa', 'langa']]) {
    const { text } = await read(finder(language, question));
    assert.ok(namesOf(text).slice(0, 2).includes(`/${language}/offices/${office}/`), `${question}: ${namesOf(text)}`);
  }
  const service = await read(finder('en', 'adoption'));
  assert.match(mainOf(service.text), /href="\/en\/services\/adoption\/"/);
  // Towns of which the register does not know the office: it says so, and offers the toll-free line.
  for (const town of ['George', 'Worcester', 'Mitchells Plain', 'Vredenburg', 'office khayelitsha', 'foster care in George'])
    for (const [language, words] of [['en', 'We know of no office that serves'], ['af', 'Ons weet van geen kantoor wat'],
      ['xh', 'Asiyazi iofisi ekhonza']]) {
      const { text } = await read(finder(language, town));
      assert.ok(mainOf(text).includes(`${words} “${town}”`), `${language}: ${town}`);
      assert.match(mainOf(text), /<p><a class="call" href="tel:0800220250"/, town);
    }
  const unknown = await read(finder('en', 'Mossel Bay'));
  assert.match(mainOf(unknown.text), /We know of no office that serves “Mossel Bay”/);
  assert.match(mainOf(unknown.text), /href="tel:0800220250"/);
  const all = await read('/en/offices/find/');
  assert.ok(namesOf(all.text).length >= 15);
  // What is not known is said.
  assert.match(mainOf((await read(finder('en', 'Langa'))).text), /We could not confirm a phone number/);
});

test('search pages are small', async () => {
  const style = (await read('/en/')).text.match(/href="(\/assets\/style\.[0-9a-f]+\.css)"/)[1];
  const css = await wireBytes(server.url, style);
  let most = 0;
  for (const language of languages)
    for (const path of [address(language, 'complaint isikhalazo klagte'), address(language, 'qqqzzz'), finder(language, ''),
      finder(language, 'gugulethu')]) {
      const page = await wireBytes(server.url, path, 'gzip');
      most = Math.max(most, page.all);
      assert.ok(page.all + css.all <= 14600, `${path}: ${page.all} bytes and ${css.all} of style`);
    }
  console.log(`largest search page ${most} bytes`);
});

test('the HTML of search pages is right', async () => {
  const faults = [];
  for (const language of languages)
    for (const path of [`/${language}/search/`, address(language, 'foster'), address(language, 'complaint', '&page=2'),
      address(language, 'qqqzzz'), address(language, 'complant'), finder(language, ''), finder(language, 'foster langa'),
      finder(language, 'Mossel Bay')])
      for (const fault of await htmlFaults((await read(path)).text)) faults.push(`${path}: ${fault}`);
  assert.deepEqual(faults, []);
});

for (const [name, viewport, scheme] of [['a phone', phone, 'light'], ['a desktop', desktop, 'dark']]) {
  test(`axe finds nothing on search pages on ${name}, ${scheme}`, async () => {
    const context = await openContext(browser, { viewport, scheme, script: true });
    const page = await context.newPage();
    const faults = [];
    for (const language of languages)
      for (const path of [`/${language}/search/`, address(language, 'SASSA'), address(language, 'front desk'),
        address(language, 'qqqzzz'), finder(language, 'Langa'), finder(language, 'Mossel Bay')]) {
        await page.goto(server.url + path);
        for (const fault of await axeFaults(page)) faults.push(`${path}: ${fault}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
        if (wide) faults.push(`${path}: scrolls sideways`);
      }
    assert.deepEqual(faults, []);
    await context.close();
  });
}

test('searching needs no script: from home to a service with the keyboard', async () => {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(`${server.url}/xh/`);
  await page.focus('form.find input[name=q]');
  await page.keyboard.type('iziyobisi');
  await Promise.all([page.waitForURL(/\/xh\/search\/\?q=iziyobisi/), page.keyboard.press('Enter')]);
  assert.equal(await page.inputValue('input[name=q]'), 'iziyobisi');
  await Promise.all([page.waitForURL(/\/xh\/services\/substance-use\//),
    page.locator('ol.found a').first().click()]);
  await context.close();
});

test('a search takes little time', async () => {
  const times = [];
  for (const { language, ask } of questions) {
    const begin = performance.now();
    await read(address(language, ask));
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)].toFixed(1);
  console.log(`a search over HTTP: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms of ${times.length}`);
  assert.ok(times[Math.floor(times.length * 0.95)] < 500);
});
