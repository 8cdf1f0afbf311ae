// A real charterd on a free port, with a database and accounts of its own, over the built site. Stopped and removed at
// the end. Programs come from build/, as ./dev build leaves them.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../../../..');
const program = (name) => join(root, 'build', name);

export const password = 'a long sample passphrase';
export const accounts = [
  { name: 'sample-assistant', role: 'customer-care-assistant', office: 'gugulethu' },
  { name: 'sample-officer', role: 'customer-care-officer', office: 'metro-south' },
  { name: 'sample-supervisor', role: 'supervisor', office: 'metro-south' },
  { name: 'sample-reviewer', role: 'head-office', office: 'head-office' },
  { name: 'sample-guessed', role: 'customer-care-officer', office: 'metro-south' },
  { name: 'sample-auditor', role: 'auditor', office: 'head-office' },
  { name: 'sample-administrator', role: 'administrator', office: 'head-office' },
];

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (result.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${result.status}: ${result.stderr}`);
  return result.stdout;
}

// The department's site, built once for all test files of one run into a folder beside the others.
export function buildSite(out) {
  if (!existsSync(join(out, 'catalogue.json'))) {
    run(program('charter'), ['build', '--site', join(root, 'content/western-cape-dsd'), '--out', out, '--strict', '--today', '2026-11-28']);
  }
  return out;
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.on('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

async function answers(url, child) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error('charterd ended before it answered');
    try {
      const response = await fetch(`${url}/healthz`);
      if (response.ok) return;
    } catch {
      // not yet listening
    }
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error('charterd did not answer within 10 seconds');
}

// `built`: a site that the caller built and removes; without it, the department's. `kept`: the data of a server that was
// stopped, which the caller removes.
export async function startServer({ built, kept } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'charter-browser-'));
  const site = built ?? buildSite(join(folder, 'site'));
  const data = kept ?? join(folder, 'data');
  for (const { name, role, office } of built ? [] : accounts) {
    run(program('charterd'), ['user', 'add', name, '--role', role, '--office', office, '--data', data, '--site', site,
      '--password-stdin'], { input: `${password}\n` });
  }
  const port = await freePort();
  const child = spawn(program('charterd'), ['serve', '--site', site, '--data', data, '--listen', `127.0.0.1:${port}`],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk) => { log += chunk; });
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(url, child);
  } catch (fault) {
    throw new Error(`${fault.message}\n${log}`);
  }
  return {
    url,
    site,
    data,
    log: () => log,
    // With `keep`, the folder stays and is the caller's to remove.
    async stop({ keep = false } = {}) {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      if (!keep) rmSync(folder, { recursive: true, force: true });
      return { folder, data };
    },
  };
}
