// What is wrong with a page: for people who cannot see it, as HTML, in bytes on the wire.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const html = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // House style, not errors: void elements and boolean attributes as HTML allows them, long titles in isiXhosa.
    'void-style': 'off', 'attribute-boolean-style': 'off', 'long-title': 'off', 'no-trailing-whitespace': 'off',
    'attribute-empty-style': 'off', 'doctype-style': 'off', 'no-implicit-button-type': 'error',
    // Telephone numbers are set apart by their link already.
    'tel-non-breaking': 'off',
    // The summary of errors takes the focus, so that it is read first without any script.
    'no-autofocus': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
});

export async function axeFaults(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return result.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

export async function htmlFaults(text) {
  const report = await html.validateString(text);
  return report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId} ${m.message}`));
}

// The size of an answer as it crosses the wire, with its head.
export async function wireBytes(url, address, coding = 'br') {
  const response = await fetch(url + address, { headers: { 'accept-encoding': coding } });
  // fetch decodes the body; the length header is that of the compressed bytes.
  const body = Number(response.headers.get('content-length'));
  assert.ok(body > 0, `${address} gives no length`);
  let head = 15;
  for (const [name, value] of response.headers) head += name.length + value.length + 4;
  return { body, head, all: body + head, encoding: response.headers.get('content-encoding') };
}
