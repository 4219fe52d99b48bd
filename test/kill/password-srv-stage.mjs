import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import pg from 'pg';

import { startCluster } from '../support/cluster.mjs';
import { startVictim } from './victim.mjs';

const load = (name) => import(new URL(`../../dist/libs/${name}/src/index.js`, import.meta.url));
const { TokenSigner } = await load('auth');
const { KeyRing, startHashing } = await load('hashing');
const { Password, subjectId, tenantId } = await load('identity');
const { connect, migrate, TypeormDirectory } = await load('persistence');

const POINTS = fileURLToPath(new URL('points.mjs', import.meta.url));
const ISSUER = 'https://issuer.kill';
const TENANT = tenantId('kill');
const [BEFORE, AFTER] = ['what it was before 17', 'what it became after 42'];
/** Whoever is here knows that the change stands, whatever becomes of the database. */
const COMMITTED = new Set(['commit answered', 'answer made']);
const PASSWORDS = { password: 'p4ss', verification: 'v3ri', relay: 'r3lay' };

/** A database that keeps what it has answered, people, and processes to kill beside one that lives. */
export async function openKillStage() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-kill-'));
  const cluster = await startCluster({ durable: true });
  const url = cluster.adminUrl;
  const { roles } = await migrate({ url, kind: 'production', passwords: PASSWORDS });
  const owner = await connect({ url, applicationName: 'kill', poolSize: 2 });
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  // `end` does not wait for the sockets, which the end of the cluster then tells a last word.
  pool.on('connect', (client) => client.on('error', () => undefined));
  // Its server is killed, too; whoever asks then is told.
  pool.on('error', () => undefined);
  const rows = async (text, values) => (await pool.query(text, values)).rows;
  const directory = new TypeormDirectory(owner);
  // Remembers four passwords, so that the history is read and written, too.
  const settings = { secondFactor: 'optional', preset: 'pci-dss-4' };
  await directory.putTenant({
    id: TENANT,
    name: 'Kill',
    methods: ['PASSWORD', 'EMAIL'],
    ...settings,
  });
  const signer = await TokenSigner.generate('RS256');
  const ring = KeyRing.generate();
  await writeFile(join(folder, 'pepper.json'), ring.toFileText().reveal(), { mode: 0o600 });
  const hashing = await startHashing({ ring, workers: 1, deadlineMs: 60_000 });
  const address = new URL(url);
  address.username = roles.password;
  address.password = PASSWORDS.password;
  const issuer = { issuer: ISSUER, home_of: [TENANT], audience: ['latchkey'], jwks: signer.jwks() };
  const environment = {
    DATABASE_URL: address.href,
    LATCHKEY_ISSUERS: JSON.stringify([issuer]),
    LATCHKEY_PEPPER_KEYS_FILE: join(folder, 'pepper.json'),
    LATCHKEY_HASH_WORKERS: '1',
    LATCHKEY_LOG_LEVEL: 'fatal',
  };
  const survivor = await startVictim({ environment });
  const house = { rows, directory, signer, hashing };
  return {
    start: (lane, nth) => {
      const name = `lane-${lane}-${nth}`;
      return startVictim({
        preload: POINTS,
        environment: { ...environment, KILL_LANE: name },
        name,
      });
    },
    kill: (victim, order) => killed(house, { victim, survivor, ...order }),
    crash: (victim, order) => crashed(house, { victim, cluster, ...order }),
    async close() {
      await survivor.stop();
      await hashing.close();
      await Promise.all([owner.close(), pool.end()]);
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Kills the victim at the point; answers what is wrong with what is left, or nothing. */
async function killed(house, { victim, survivor, point, operation }) {
  const person = await settle(house, operation);
  const key = randomUUID();
  await victim.arm(point);
  const told = await send(victim, operation, person, key);
  const { signal } = await victim.ended(5_000);
  if (signal !== 'SIGKILL') return `was never hit, answered ${told?.status}`;
  await gone(house, victim.name);
  if (told && told.status !== 200) return `was told ${told.status}`;
  return judged(house, { survivor, operation, person, key, told });
}

/**
 * Kills the database while the victim stands still at the point, and starts it again while the victim
 * goes on, as it would have done; answers what is wrong with what is left, or nothing.
 */
async function crashed(house, { victim, cluster, point, operation }) {
  const person = await settle(house, operation);
  const key = randomUUID();
  const { standsStill } = await victim.hold(point);
  const answer = send(victim, operation, person, key);
  await standsStill;
  await cluster.crash();
  victim.goOn();
  await cluster.restart();
  const told = await answer;
  await victim.ready();
  if (told?.status !== 200 && told?.status !== 503) return `was told ${told?.status ?? 'nothing'}`;
  if (told.status !== 200 && COMMITTED.has(point)) return `was told ${told.text} of what stands`;
  const asked = { survivor: victim, operation, person, key };
  // A 503 that does not say so leaves nothing unknown: then nothing was done.
  const denied = told.status === 503 && !told.text.includes('outcome_unknown');
  const known = told.status === 200 ? told : undefined;
  const found = await judged(house, { ...asked, told: known, denied });
  return found && `told ${told.text}: ${found}`;
}

async function judged(house, { survivor, operation, person, key, told, denied = false }) {
  const first = await stateOf(house, person);
  const least = operation === 'set' && first.events.length === 0 ? 0 : 1;
  if (first.inForce.length !== least) {
    return `${first.inForce.length} passwords are valid`;
  }
  const changed = first.inForce[0] === AFTER;
  if (told && !changed) return 'what was acknowledged is lost';
  if (denied && changed) return 'what was refused is done';
  const wrong = mismatch(first, changed);
  if (wrong) return wrong;
  return repeated(house, { survivor, operation, person, key, told, changed, first });
}

/** The same request finds the truth: done before, or now, and never twice. */
async function repeated(house, { survivor, operation, person, key, told, changed, first }) {
  await house.rows(
    `UPDATE journal.idempotency SET lease_until = clock_timestamp() WHERE subject = $1`,
    [person.subject],
  );
  const again = await send(survivor, operation, person, key);
  if (again?.status !== 200) return `its repetition was told ${again?.status}`;
  const last = await stateOf(house, person);
  if (last.inForce.join() !== AFTER) return 'its repetition was told of a change that is not there';
  if (changed && last.changeId !== first.changeId) return 'its repetition changed it once more';
  const body = JSON.parse(again.text);
  if (body.data.change_id !== last.changeId) return 'its repetition was told of another change';
  if (told && told.text !== again.text) return 'its repetition was told something else';
  return mismatch(last, true);
}

function mismatch({ events, arrivals, changeId }, changed) {
  if (events.length !== (changed ? 1 : 0)) return `${events.length} events`;
  if (arrivals !== events.length) return `${arrivals} arrivals of ${events.length} events`;
  return changed && events[0].id !== changeId ? 'the event is of another change' : undefined;
}

async function settle({ directory, hashing, rows, signer }, operation) {
  const subject = subjectId(randomUUID());
  const verifiedAt = new Date('2024-01-01T00:00:00Z');
  await directory.putSubject({ tenant: TENANT, subject });
  const email = { type: 'EMAIL', name: `${subject}@mail.example`, verifiedAt };
  await directory.putMedium({ tenant: TENANT, subject, id: randomUUID(), ...email });
  if (operation === 'change') {
    const binding = { tenant: TENANT, subject, changeId: randomUUID() };
    const envelope = await hashing.admitted(binding, (turn) =>
      turn.seal(new Password(BEFORE), binding),
    );
    await rows(
      `INSERT INTO credentials.password (tenant, subject, envelope, last_change_id, changed_at)
       VALUES ($1, $2, $3, $4, now() - interval '1 day')`,
      [TENANT, subject, envelope, binding.changeId],
    );
  }
  const iat = Math.floor(Date.now() / 1000);
  const session = { sid: randomUUID(), auth_time: iat, amr: ['pwd'] };
  const claims = { iss: ISSUER, sub: subject, aud: 'latchkey', iat, exp: iat + 3600, ...session };
  return { subject, token: await signer.sign(claims) };
}

/** Undefined: no answer came, or none that can be read. */
async function send({ url }, operation, { token }, key) {
  const [method, body] =
    operation === 'change'
      ? ['PUT', { old_password: BEFORE, new_password: AFTER, confirm_password: AFTER }]
      : ['POST', { password: AFTER, confirmPassword: AFTER }];
  try {
    const answer = await fetch(`${url}/password-srv/password`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return undefined;
  }
}

/** Until the database has noticed that the process is gone, and has ended what it had begun. */
async function gone({ rows }, name) {
  const text = 'SELECT 1 FROM pg_stat_activity WHERE application_name = $1';
  while ((await rows(text, [name])).length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function stateOf({ rows, hashing }, { subject }) {
  const [row] = await rows(
    'SELECT envelope, last_change_id AS id FROM credentials.password WHERE subject = $1',
    [subject],
  );
  const events = await rows(
    `SELECT data->>'change_id' AS id FROM journal.event WHERE subject = $1`,
    [subject],
  );
  const arrivals = await rows('SELECT 1 FROM journal.arrival WHERE subject = $1', [subject]);
  const binding = { tenant: TENANT, subject, changeId: row?.id };
  const inForce = [];
  for (const password of row ? [BEFORE, AFTER] : []) {
    const valid = await hashing.admitted(binding, (turn) =>
      turn.matches(new Password(password), row.envelope, binding),
    );
    if (valid === true) inForce.push(password);
  }
  return { inForce, events, arrivals: arrivals.length, changeId: row?.id };
}
