/**
 * How many lines a second `pwctl import` takes over, as a process of its own: in a dry run, for people
 * who are known, and with people created. Hashes that are slow by themselves are only sealed, fast ones
 * are wrapped in one argon2id each. `--seconds 250` is a million lines.
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
import { connect, Statement, TypeormDirectory } from '#libs/persistence';

import { round } from './load.mjs';
import { openDatabase } from './stage.mjs';

const PWCTL = fileURLToPath(new URL('../../dist/apps/pwctl/src/main.js', import.meta.url));
/** People whom a directory has brought before. */
const PEOPLE = Statement.declare(
  'bench_people',
  `INSERT INTO directory.subject (tenant, subject)
   SELECT t.tenant, 'person-' || n FROM tenancy.settings t, generate_series(0, $2::int - 1) n
   WHERE t.tenant = $1`,
);
/** Of a million lines; creating the others would tell nothing more. */
const MOST_CREATED = 100_000;
/** A wrapped line takes as long as a hash, however many there are. */
const MOST_WRAPPED = 1_000;
const METHODS = ['PASSWORD', 'EMAIL', 'SMS', 'TOTP'];

const bcrypt = () => `$2b$10$${'C'.repeat(21)}.5jDi2i2PXNi7JkXKlGsqMsxnbbyTgBG`;
const salted = () => `{SSHA}${randomBytes(28).toString('base64')}`;

export async function measure({ seconds }) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const { database, close } = await openDatabase();
  const keys = join(folder, 'pepper.json');
  await writeFile(keys, KeyRing.generate().toFileText().reveal(), { mode: 0o600 });
  const owner = await connect({
    ...{ url: database.url, applicationName: 'bench', poolSize: 1, statementTimeoutMs: 600_000 },
  });
  const env = { LATCHKEY_MIGRATION_URL: database.url, LATCHKEY_PEPPER_KEYS_FILE: keys };
  const stage = { folder, owner, env };
  try {
    await imported(stage, 'bcrypt, only sealed', bcrypt, seconds * 4_000);
    await imported(stage, 'salted SHA-1, wrapped', salted, Math.min(seconds * 100, MOST_WRAPPED));
  } finally {
    await owner.close();
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function imported({ folder, owner, env }, what, hash, lines) {
  const file = async (count) => {
    const path = join(folder, `${randomBytes(4).toString('hex')}.ndjson`);
    await writeFile(path, linesOf(count, hash));
    return path;
  };
  const tell = async (how, count, path, tenant, ...more) => {
    const { elapsed, peak } = await run(path, tenant, env, ...more);
    const rate = round(count / elapsed, 0);
    console.log(`${what}, ${how}: ${count} lines, ${rate}/s, peak ${peak} MiB`);
  };
  const all = await file(lines);
  const known = await tenantOf(owner);
  await tell('dry run', lines, all, known, '--dry-run');
  await owner.query(PEOPLE, [known, lines]);
  await tell('people known', lines, all, known);
  const fewer = Math.min(lines, MOST_CREATED);
  await tell('people created', fewer, await file(fewer), await tenantOf(owner), '--create');
}

async function tenantOf(owner) {
  const id = tenantId(`bench-${randomBytes(4).toString('hex')}`);
  const usual = { name: 'Bench', methods: METHODS, secondFactor: 'optional', preset: 'legacy' };
  await new TypeormDirectory(owner).putTenant({ ...usual, id });
  return id;
}

/** In pieces: a million lines are more than one text may have. */
function* linesOf(count, hash) {
  for (let n = 0; n < count; n += 1) yield line(n, hash());
}

function line(n, hash) {
  const identifiers = [{ type: 'EMAIL', value: `person-${n}@example.com`, verified: true }];
  return `${JSON.stringify({ subject: `person-${n}`, hash, identifiers })}\n`;
}

async function run(file, tenant, env, ...how) {
  const begun = performance.now();
  const child = spawn(process.execPath, [PWCTL, 'import', file, '--tenant', tenant, ...how], {
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
