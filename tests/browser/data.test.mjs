// What programs read of the site, from outside: schema.org in the pages, open tables and their dictionary, the feed of
// changes, the publication calendar; and the plots as people see them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import { axeFaults } from './support/audit.mjs';
import { desktop, launch, openContext, phone } from './support/browser.mjs';
import { generatedPages } from './support/pages.mjs';
import { startServer } from './support/server.mjs';

const languages = ['en', 'af', 'xh'];
const base = 'https://charter.example.org'; // base_url of the site

let server;
let browser;
before(async () => { server = await startServer(); browser = await launch(); });
after(async () => { await browser?.close(); await server?.stop(); });

const read = async (path) => {
  const response = await fetch(server.url + path);
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

// The data in a page's script elements, each a list of entities.
function linkedData(html) {
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  return scripts.flatMap(([, attributes, text]) => {
    assert.equal(attributes, ' type="application/ld+json"', 'a script element holds data alone');
    const data = JSON.parse(text);
    const { '@context': context, ...entity } = data;
    assert.equal(context, 'https://schema.org');
    return entity['@graph'] ?? [entity];
  });
}

const unescapeHtml = (text) => text.replace(/&(#39|apos|quot|lt|gt|amp);/g,
  (_, name) => ({ '#39': "'", apos: "'", quot: '"', lt: '<', gt: '>', amp: '&' })[name]);

// What each type must have, as schema.org and search engines ask.
const needed = {
  BreadcrumbList: ['itemListElement'], ListItem: ['position', 'name', 'item'],
  GovernmentOrganization: ['@id', 'name'], GovernmentOffice: ['@id', 'name', 'url'],
  GovernmentService: ['@id', 'name', 'url', 'provider', 'availableChannel'], ServiceChannel: ['name'],
  ContactPoint: ['contactType'], Audience: ['audienceType'], FAQPage: ['mainEntity'],
  Question: ['name', 'acceptedAnswer'], Answer: ['text'],
  OpeningHoursSpecification: ['dayOfWeek', 'opens', 'closes'],
};

// Every fault of a value, and every address of the site in it.
function look(value, where, faults, urls) {
  if (Array.isArray(value)) {
    if (value.length === 0) faults.push(`${where} is an empty list`);
    value.forEach((item, at) => look(item, `${where}[${at}]`, faults, urls));
  } else if (value !== null && typeof value === 'object') {
    const type = value['@type'];
    if (type === undefined) {
      if (Object.keys(value).join() !== '@id') faults.push(`${where} has no type`);
    } else if (!needed[type]) {
      faults.push(`${where} is an unknown ${type}`);
    } else {
      for (const name of needed[type]) if (value[name] === undefined) faults.push(`${where} (${type}) has no ${name}`);
    }
    for (const [name, inner] of Object.entries(value)) look(inner, `${where}.${name}`, faults, urls);
    if (type === 'ServiceChannel' && !value.serviceUrl && !value.servicePhone && !value.serviceLocation)
      faults.push(`${where} leads nowhere`);
    if (value.processingTime && !/^P(\d+D|T\d+[HM])$/.test(value.processingTime))
      faults.push(`${where}: ${value.processingTime}`);
  } else if (value === null || value === '') {
    faults.push(`${where} is empty`);
  } else if (typeof value === 'string' && /^https?:/.test(value)) {
    if (value.startsWith(`${base}/`)) urls.add(value.slice(base.length).split('#')[0]);
    else faults.push(`${where} leads to another site: ${value}`);
  }
}

test('every page tells programs where it stands and what it is about, whole and true', async () => {
  const faults = [];
  const urls = new Set();
  const counts = {};
  for (const address of generatedPages(server.site)) {
    const { text } = await read(address);
    for (const entity of linkedData(text)) {
      counts[entity['@type']] = (counts[entity['@type']] ?? 0) + 1;
      look(entity, address, faults, urls);
      if (entity['@type'] === 'BreadcrumbList') {
        entity.itemListElement.forEach((item, at) => assert.equal(item.position, at + 1, address));
        const title = text.match(/<h1[^>]*>([^<]*)/)[1];
        assert.equal(entity.itemListElement.at(-1).name, unescapeHtml(title), address);
      }
    }
  }
  assert.deepEqual(faults, []);
  for (const type of ['BreadcrumbList', 'GovernmentOrganization', 'GovernmentOffice', 'GovernmentService', 'FAQPage'])
    assert.ok(counts[type] >= 3, `${counts[type]} of ${type}`);
  for (const url of urls) assert.equal((await read(url)).status, 200, url);
});

test('a service carries the time of each promise that its page shows', async () => {
  for (const language of languages) {
    const { text } = await read(`/${language}/services/foster-care/`);
    const [service] = linkedData(text).filter((entity) => entity['@type'] === 'GovernmentService');
    const promised = service.availableChannel.filter((channel) => channel.processingTime);
    const cards = [...text.matchAll(/complain[^"]*|standard=([a-z-]+)/g)].filter(([, id]) => id).map(([, id]) => id);
    assert.ok(promised.length >= 3 && new Set(cards).size <= promised.length, language);
    const answer = promised.find((channel) => channel.serviceUrl.endsWith('/standards/answer-complaint/'));
    assert.equal(answer.processingTime, 'P35D'); // 25 working days are five weeks
  }
});

test('the browser runs none of it and asks for nothing more', async () => {
  const context = await openContext(browser, { viewport: phone });
  const page = await context.newPage();
  const asked = [];
  const problems = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('console', (message) => problems.push(message.text()));
  await page.goto(`${server.url}/en/about/open-data/`);
  assert.equal(asked.filter((path) => !path.endsWith('.css')).length, 1, asked.join());
  assert.deepEqual(problems, []);
  await context.close();
});

// RFC 4180: fields in quotes may hold commas, quotes and line ends.
function parseCsv(text) {
  const rows = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (quoted) {
      if (c === '"' && text[at + 1] === '"') { field += '"'; at += 1; } else if (c === '"') quoted = false; else field += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') { rows.at(-1).push(field); field = ''; }
    else if (c === '\r' && text[at + 1] === '\n') { rows.at(-1).push(field); field = ''; rows.push([]); at += 1; }
    else field += c;
  }
  assert.deepEqual(rows.pop(), [], 'the last line has an end');
  return rows;
}

const tables = ['standards', 'offices', 'indicators'];

test('the tables are whole, the same as CSV and JSON, and hold no formula', async () => {
  for (const table of tables) {
    const csv = await read(`/data/${table}.csv`);
    const json = await read(`/data/${table}.json`);
    assert.equal(csv.type, 'text/csv; charset=utf-8');
    assert.equal(json.type, 'application/json');
    const [head, ...rows] = parseCsv(csv.text);
    const objects = JSON.parse(json.text);
    assert.ok(rows.length > 15, `${table}: ${rows.length} rows`);
    assert.equal(rows.length, objects.length);
    rows.forEach((row, at) => {
      assert.equal(row.length, head.length);
      assert.deepEqual(Object.keys(objects[at]), head);
      head.forEach((name, column) => {
        const value = objects[at][name];
        const plain = Array.isArray(value) ? value.join(' ') : String(value ?? '');
        assert.equal(row[column].replace(/^'(?=[=+@\t-])/, ''), plain, `${table} ${name}`);
        assert.ok(!/^[=+@\t\r-]/.test(row[column]), `${table} ${name} begins like a formula`);
      });
    });
  }
});

test('the dictionary describes the columns of the files, in every language', async () => {
  for (const language of languages) {
    const { text } = await read(`/${language}/about/open-data/`);
    for (const table of tables) {
      const [head] = parseCsv((await read(`/data/${table}.csv`)).text);
      const part = text.split(`id="data-${table}"`)[1].split('</dl>')[0];
      const described = [...part.matchAll(/<code>([a-z_]+)<\/code>/g)].map(([, name]) => name);
      assert.deepEqual(described, head, `${language} ${table}`);
      const meanings = [...part.matchAll(/<dd>([^<]+)<\/dd>/g)].map(([, words]) => words);
      assert.equal(meanings.length, [...part.matchAll(/<dt>/g)].length);
      assert.ok(part.includes(`href="/data/${table}.csv"`) && part.includes(`href="/data/${table}.json"`));
    }
  }
});

test('the feed is Atom, tells what the page tells, and is found from it', async () => {
  const context = await openContext(browser, { script: true });
  const page = await context.newPage();
  for (const language of languages) {
    const address = `/${language}/changes.atom`;
    const { type, text } = await read(address);
    assert.equal(type, 'application/atom+xml');
    await page.goto(`${server.url}/${language}/charters/what-changed/`);
    assert.equal(await page.getAttribute('link[rel=alternate][type="application/atom+xml"]', 'href'), address);
    assert.equal(await page.locator(`main a[href="${address}"]`).count(), 1);
    const feed = await page.evaluate((xml) => {
      const tree = new DOMParser().parseFromString(xml, 'application/xml');
      const atom = 'http://www.w3.org/2005/Atom';
      const words = (from, name) => [...from.children].filter((each) => each.namespaceURI === atom && each.localName === name)
        .map((each) => each.textContent);
      const root = tree.documentElement;
      return {
        broken: tree.querySelector('parsererror') !== null,
        root: `${root.namespaceURI} ${root.localName}`,
        language: root.getAttribute('xml:lang'),
        id: words(root, 'id'), title: words(root, 'title'), updated: words(root, 'updated'),
        self: [...root.children].filter((each) => each.getAttribute('rel') === 'self').map((each) => each.getAttribute('href')),
        authors: [...root.querySelectorAll('author > name')].map((each) => each.textContent),
        entries: [...root.children].filter((each) => each.localName === 'entry').map((entry) => ({
          id: words(entry, 'id'), title: words(entry, 'title'), updated: words(entry, 'updated'),
          content: words(entry, 'content'), term: entry.querySelector('category').getAttribute('term'),
          link: [...entry.querySelectorAll('link')].map((each) => each.getAttribute('href')),
        })),
      };
    }, text);
    assert.equal(feed.broken, false);
    assert.equal(feed.root, 'http://www.w3.org/2005/Atom feed');
    assert.equal(feed.language, language);
    const instant = /^\d{4}-\d\d-\d\dT00:00:00Z$/;
    for (const part of [feed, ...feed.entries]) {
      for (const name of ['id', 'title', 'updated']) assert.equal(part[name].length, 1, name);
      assert.match(part.updated[0], instant);
      assert.ok(part.title[0].length > 5);
    }
    assert.deepEqual(feed.self, [base + address]);
    assert.equal(feed.authors.length, 1);
    assert.ok(feed.entries.length > 3);
    assert.equal(new Set(feed.entries.map((entry) => entry.id[0])).size, feed.entries.length, 'every id is its own');
    assert.equal(feed.updated[0], feed.entries.map((entry) => entry.updated[0]).sort().at(-1));
    const main = await page.locator('main').innerText();
    for (const entry of feed.entries) {
      assert.ok(main.includes(entry.title[0]), entry.title[0]);
      assert.equal((await read(entry.link[0].slice(base.length))).status, 200);
      if (entry.term === 'weaker') assert.ok(entry.content[0].split('\n').length > 2, 'says why');
    }
    assert.ok(feed.entries.some((entry) => entry.term === 'weaker'));
  }
  await context.close();
});

test('the calendar keeps to RFC 5545 and has every task of the year', async () => {
  for (const language of languages) {
    const { type, text } = await read(`/${language}/calendar.ics`);
    assert.equal(type, 'text/calendar; charset=utf-8');
    for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75 && !line.includes('\n'), line);
    const calendar = new ICAL.Component(ICAL.parse(text));
    assert.equal(calendar.getFirstPropertyValue('version'), '2.0');
    const events = calendar.getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
    assert.ok(events.length > 40, `${events.length} events`);
    assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
    for (const event of events) {
      assert.ok(event.summary.length > 5, event.uid);
      assert.ok(event.startDate.isDate && event.startDate.day === 1 && event.endDate.day === 1, event.uid);
      assert.ok(event.startDate.toString() >= '2026-04-01' && event.startDate.toString() < '2027-04-01', event.uid);
      assert.ok(event.isRecurring(), event.uid);
    }
    const find = (id) => events.find((event) => event.uid.startsWith(`${id}-${language}@`));
    const days = (id, count) => {
      const dates = find(id).iterator();
      return Array.from({ length: count }, () => dates.next().toString());
    };
    assert.deepEqual(days('charters-comments-april', 2), ['2026-04-01', '2027-04-01']);
    assert.deepEqual(days('case-report-june', 4), ['2026-06-01', '2026-09-01', '2026-12-01', '2027-03-01']);
    assert.equal(find('work-plan-approval-march').endDate.toString(), '2027-05-01');
  }
});

test('each month has a page with its work, reached from the calendar', async () => {
  for (const language of languages) {
    const { text } = await read(`/${language}/about/calendar/`);
    const months = [...new Set([...text.matchAll(new RegExp(`href="(/${language}/about/calendar/[a-z]+/)"`, 'g'))].map(([, url]) => url))];
    assert.equal(months.length, 12);
    for (const month of months) {
      const { text: page } = await read(month);
      const list = page.slice(page.indexOf('<main'), page.indexOf('</main>')).match(/<li>/g) ?? [];
      assert.ok(list.length >= 5, `${month}: ${list.length} tasks`);
    }
  }
});

for (const [name, viewport] of [['a phone', phone], ['a desktop', desktop]]) {
  test(`plots fit ${name}, say in words what they show, and stand beside a table`, async () => {
    const context = await openContext(browser, { viewport, script: true });
    const page = await context.newPage();
    for (const language of languages) {
      await page.goto(`${server.url}/${language}/about/customer-care-plan/`);
      assert.deepEqual(await axeFaults(page), []);
      const found = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        plots: [...document.querySelectorAll('figure.plot')].map((figure) => ({
          says: figure.querySelector('svg[role=img]').getAttribute('aria-label'),
          cells: [...figure.querySelectorAll('td')].map((cell) => cell.textContent),
          labels: [...figure.querySelectorAll('svg text')].map((label) => label.textContent),
          width: figure.querySelector('svg').getBoundingClientRect().width,
          title: figure.querySelector('figcaption').firstChild.textContent,
        })),
      }));
      assert.equal(found.wide, 0);
      assert.equal(found.plots.length, 14);
      for (const plot of found.plots) {
        assert.ok(plot.width > 150 && plot.width <= viewport.width, `${plot.width}`);
        assert.ok(plot.title.length > 5);
        assert.equal(plot.cells.length, 6);
        for (const cell of plot.cells) {
          assert.ok(plot.says.includes(cell), `${plot.says} ${cell}`);
          assert.ok(plot.labels.includes(cell), cell);
        }
      }
    }
    await context.close();
  });
}
