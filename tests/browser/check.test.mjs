// What editors' tools and CI read from `charter check`: SARIF that keeps to its schema, JSON, and the exit codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { root } from './support/server.mjs';

const require = createRequire(import.meta.url);
const invalid = join(root, 'tests/sites_invalid');
const today = ['--today', '2026-11-28'];

function charter(...args) {
  const { status, stdout, stderr } = spawnSync(join(root, 'build/charter'), args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}
const check = (site, ...args) => charter('check', '--site', site, ...today, ...args);

function sarifSchema() {
  const folder = join(require.resolve('@microsoft/jest-sarif'), '../schemas');
  const schema = JSON.parse(readFileSync(join(folder, 'sarif-2.1.0-rtm.5.json'), 'utf8'));
  delete schema.$schema; // draft 4, which says the same as draft 7 in every word that this schema uses
  delete schema.id;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(schema);
}

const handbookPage = (group) => readFileSync(join(root, `content/handbook/en/reference/findings/${group}.md`), 'utf8');

const sites = () => readdirSync(invalid).filter((name) => statSync(join(invalid, name)).isDirectory());

test('the findings of every invalid site are SARIF that keeps to its schema', () => {
  const isValid = sarifSchema();
  assert.ok(!isValid({ version: '2.1.0', runs: [{}] }), 'the schema refuses what is no SARIF');
  for (const name of sites()) {
    const { stdout } = check(join(invalid, name), '--format', 'sarif', '--handbook', 'https://town.example/codes/');
    const sarif = JSON.parse(stdout);
    assert.ok(isValid(sarif), `${name}: ${JSON.stringify(isValid.errors, null, 1)}`);
    const [run] = sarif.runs;
    assert.equal(sarif.runs.length, 1);
    assert.ok(run.results.some((result) => result.ruleId.split('/')[0] === name), name);
    for (const result of run.results) {
      const rule = run.tool.driver.rules[result.ruleIndex];
      assert.equal(rule.id, result.ruleId);
      assert.ok(rule.shortDescription.text.length > 10, `${result.ruleId} is described`);
      const [, group, code] = rule.helpUri.match(/^https:\/\/town\.example\/codes\/([a-z-]+)\/#([a-z0-9-]+)$/);
      assert.equal(code, result.ruleId.split('/')[0]);
      assert.ok(handbookPage(group).includes(`\n## ${code}\n`), `the handbook explains ${code}`);
    }
  }
});

test('a place in SARIF counts characters and underlines what is wrong', () => {
  const site = join(invalid, 'translation-differs');
  const sarif = JSON.parse(check(site, '--format', 'sarif').stdout);
  const result = sarif.runs[0].results.find(({ ruleId }) => ruleId === 'translation-differs');
  const { artifactLocation, region } = result.locations[0].physicalLocation;
  const line = readFileSync(join(site, artifactLocation.uri), 'utf8').split('\n')[region.startLine - 1];
  assert.equal([...line].slice(region.startColumn - 1, region.endColumn - 1).join(''), '52');
  assert.equal(result.level, 'error');
});

test('the real site has no error and no warning in either profile, and its SARIF is valid', () => {
  const site = join(root, 'content/western-cape-dsd');
  for (const profile of ['draft', 'publish']) {
    const { status, stdout, stderr } = check(site, '--strict', '--profile', profile, '--format', 'json');
    const report = JSON.parse(stdout);
    assert.equal(stderr, '');
    assert.deepEqual([status, report.errors, report.warnings], [0, 0, 0], stdout.slice(0, 2000));
  }
  const isValid = sarifSchema();
  assert.ok(isValid(JSON.parse(check(site, '--format', 'sarif').stdout)), JSON.stringify(isValid.errors));
});

test('the exit code says what was found: 0 nothing or warnings, 1 errors or strict warnings, 2 wrong usage', () => {
  const warned = join(invalid, 'alt-text');
  assert.equal(check(warned).status, 0);
  assert.equal(check(warned, '--strict').status, 1);
  assert.equal(check(join(invalid, 'reading-grade'), '--strict').status, 0, 'advice never blocks');
  assert.equal(check(join(invalid, 'not-approved')).status, 0);
  assert.equal(check(join(invalid, 'not-approved'), '--profile', 'publish').status, 1);
  assert.equal(check(join(invalid, 'dead-link')).status, 1);
  for (const args of [['check'], ['check', '--site', 'nowhere'], ['check', '--site', warned, '--format', 'xml'],
    ['check', '--site', warned, '--today', '2026-02-30'], ['check', '--explain', 'no-such-code']]) {
    const { status, stdout, stderr } = charter(...args);
    assert.deepEqual([status, stdout], [2, ''], args.join(' '));
    assert.notEqual(stderr, '');
  }
});

test('text goes to standard error, what programs read to standard output', () => {
  const site = join(invalid, 'dead-link');
  assert.deepEqual([check(site).stdout, check(site, '--format', 'json').stderr], ['', '']);
  const { findings } = JSON.parse(check(site, '--format', 'json').stdout);
  assert.ok(findings.every(({ code, path, message }) => code && path && message));
  const text = check(site).stderr;
  for (const { path, line, column, code } of findings.filter((found) => found.line)) {
    assert.ok(text.includes(`${path}:${line}:${column}: `) && text.includes(`[${code}]`));
  }
});

test('every code that the invalid sites show can be explained', () => {
  const all = JSON.parse(charter('check', '--explain', 'all', '--format', 'json').stdout);
  const known = new Set(all.map(({ code }) => code));
  for (const name of sites()) assert.ok(known.has(name), name);
  assert.match(charter('check', '--explain', 'alt-text').stdout, /^alt-text \(warning, can be waived\)\n/);
});

test('the work of translators is listed as text and as JSON', () => {
  const site = join(invalid, 'stale-translation');
  const text = charter('translations', '--site', site);
  assert.equal(text.status, 0);
  assert.match(text.stdout, /^af: 0 missing, 0 pending, 1 stale, 0 draft, 0 signed\n {2}stale +af\/index\.md {2}source: [0-9a-f]{16}\n$/);
  const [af] = JSON.parse(charter('translations', '--site', site, '--format', 'json').stdout);
  assert.deepEqual([af.language, af.counts.stale, af.pages[0].state], ['af', 1, 'stale']);
  const forgotten = charter('translations', '--site', join(invalid, 'missing-translation'));
  assert.equal(forgotten.status, 1);
  assert.match(forgotten.stdout, /missing/);
});
