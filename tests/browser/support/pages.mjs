// Every page a visitor can reach: the generated ones from disk, and the steps of the lodging, tracking and case desk.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { leave, lodge, signIn, submit, takeStep, track } from './journey.mjs';

// "/en/", "/en/services/foster-care/", ... of every generated page.
export function generatedPages(site) {
  const found = [];
  const walk = (folder, address) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) walk(join(folder, entry.name), `${address}${entry.name}/`);
      else if (entry.name === 'index.html') found.push(address);
    }
  };
  walk(site, '/');
  return found.sort();
}

// One address for each layout, in one language.
export function layoutExamples(language) {
  return ['', 'services/', 'services/foster-care/', 'standards/answer-complaint/', 'charters/metro-south/', 'offices/',
    'offices/gugulethu/', 'rights/escalation/', 'no-such-page/'].map((path) => `/${language}/${path}`);
}

// Walks the served pages in one language and calls look(name, page) on each.
export async function walkServedPages(page, server, language, look) {
  const base = `${server.url}/${language}`;
  await page.goto(`${base}/track/`);
  await look('track form', page);
  await page.fill('input[name=reference]', 'K7M4R2WX2');
  await submit(page);
  await look('track form with errors', page);
  await page.goto(`${base}/lodge/`);
  await look('lodge start', page);
  await submit(page);
  for (let question = 1; question <= 6 && page.url().includes('/lodge/'); question += 1) {
    await look(`lodge question ${question}`, page);
    if (await page.locator('main input[name=kind]').count() > 0) {
      await submit(page);
      await look('lodge question with errors', page);
      await page.locator('input[name=kind][value=complaint]').check();
    }
    if (await page.locator('textarea[name=description]').count() > 0)
      await page.fill('textarea[name=description]', 'I waited for six hours.');
    if (page.url().includes('/lodge/check/')) break;
    await submit(page);
  }
  const ticket = await lodge(page, server.url, language);
  await look('lodge sent', page);
  await track(page, server.url, language, ticket);
  await look('track case', page);
  await leave(page, () => page.locator('form[action$="/track/add/"] button').click());
  await look('track add', page);
  return ticket;
}

export async function walkStaffPages(page, server, ticket, look) {
  await page.goto(`${server.url}/staff/`);
  await look('staff sign-in', page);
  await signIn(page, server.url, 'sample-officer');
  await look('staff worklist', page);
  await page.goto(`${server.url}/staff/cases/${ticket.reference}`);
  await look('staff case', page);
  await takeStep(page, server.url, ticket.reference, 'acknowledge');
  await page.goto(`${server.url}/staff/cases/${ticket.reference}?step=answer`);
  await look('staff answer', page);
  await leave(page, () => page.locator('form:has(input[name=step]) button[type=submit]').click());
  await look('staff answer with errors', page);
}
