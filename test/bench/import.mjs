/**
 * How many lines a second `pwctl import` takes over, people created with them: hashes that are slow by
 * themselves are only sealed, fast ones are wrapped in one argon2id each. A process of its own.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { KeyRing } from '#libs/hashing';
import { tenantId } from '#libs/identity';
import { connect, TypeormDirectory } from '#libs/persistence';

import { round } from './load.mjs';
import { openDatabase } from './stage.mjs';

const PWCTL = fileURLToPath(new URL('../../dist/apps/pwctl/src/main.js', import.meta.url));
const METHODS = ['PASSWORD', 'EMAIL', 'SMS', 'TOTP'];

const bcrypt = () => `$2b$10$${'C'.repeat(21)}.5jDi2i2PXNi7JkXKlGsqMsxnbbyTgBG`;
const salted = () => `{SSHA}${randomBytes(28).toString('base64')}`;

export async function measure({ seconds }) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const { database, close } = await openDatabase();
  const keys = join(folder, 'pepper.json');
  await writeFile(keys, KeyRing.generate().toFileText().reveal(), { mode: 0o600 });
  const owner = await connect({ url: database.url, applicationName: 'bench', poolSize: 1 });
  const env = { LATCHKEY_MIGRATION_URL: database.url, LATCHKEY_PEPPER_KEYS_FILE: keys };
  try {
    for (const [what, hash, lines] of [
      ['bcrypt, only sealed', bcrypt, seconds * 4_000],
      ['salted SHA-1, wrapped', salted, seconds * 100],
    ]) {
      const tenant = tenantId(`bench-${randomBytes(4).toString('hex')}`);
      const usual = { name: 'Bench', methods: METHODS, secondFactor: 'optional' };
      await new TypeormDirectory(owner).putTenant({ ...usual, id: tenant, preset: 'legacy' });
      const file = join(folder, `${tenant}.ndjson`);
      await writeFile(file, Array.from({ length: lines }, (_, n) => line(n, hash())).join(''));
      const { elapsed, peak } = await run(file, tenant, env);
      console.log(`${what}: ${lines} lines, ${round(lines / elapsed, 0)}/s, peak ${peak} MiB`);
    }
  } finally {
    await owner.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

function line(n, hash) {
  const identifiers = [{ type: 'EMAIL', value: `person-${n}@example.com`, verified: true }];
  return `${JSON.stringify({ subject: `person-${n}`, hash, identifiers })}\n`;
}

async function run(file, tenant, env) {
  const begun = performance.now();
  const child = spawn(process.execPath, [PWCTL, 'import', file, '--tenant', tenant, '--create'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentMib(child.pid))), 100);
  const [code] = await once(child, 'exit');
  clearInterval(timer);
  if (code !== 0) throw new Error(`pwctl import ended with ${code}`);
  return { elapsed: (performance.now() - begun) / 1000, peak };
}

/** Linux tells; elsewhere it stays unknown. */
function residentMib(pid) {
  try {
    const [, kib = '0'] =
      /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1024);
  } catch {
    return 0;
  }
}
