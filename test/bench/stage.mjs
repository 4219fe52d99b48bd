/**
 * Everything a benchmark needs around what it measures: a database of its own, people with
 * passwords at the real cost, tokens, and the services as processes from `dist`.
 */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

import { TokenSigner } from '#libs/auth';
import { KeyRing, startHashing } from '#libs/hashing';
import { Password, subjectId, tenantId } from '#libs/identity';
import { connect, migrate, TypeormDirectory } from '#libs/persistence';

import { startCluster } from '../support/cluster.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ISSUER = 'https://issuer.bench';
const MACHINES = 'https://machines.bench';
export const TENANT = tenantId('bench');
const HOUR = 3600;

/** What every person's password is in turn. */
export const PASSWORDS = ['one of two passphrases', 'the other one of the two'];

export async function openStage({ people }) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
  const { database, close } = await openDatabase();
  const signer = await TokenSigner.generate('RS256');
  const ring = KeyRing.generate();
  await writeFile(join(folder, 'pepper.json'), ring.toFileText().reveal(), { mode: 0o600 });
  const population = await populate(database.url, ring, signer, people);
  const issuers = JSON.stringify([
    { issuer: ISSUER, home_of: [TENANT], audience: ['latchkey'], jwks: signer.jwks() },
    { issuer: MACHINES, services: true, jwks: signer.jwks() },
  ]);
  const common = { LATCHKEY_ISSUERS: issuers, LATCHKEY_LOG_LEVEL: 'info' };
  const started = [];
  return {
    people: population,
    database,
    jwks: signer.jwks(),
    serviceToken: (scopes) => serviceToken(database.url, signer, scopes),
    /** The file with the keys of everybody's envelope. */
    pepperFile: join(folder, 'pepper.json'),
    async start(app) {
      const own =
        app === 'password-srv'
          ? {
              DATABASE_URL: database.as('password'),
              LATCHKEY_PEPPER_KEYS_FILE: this.pepperFile,
            }
          : { DATABASE_URL: database.as('verification') };
      const service = await startProcess(`${ROOT}dist/apps/${app}/src/main.js`, [], {
        ...common,
        ...own,
      });
      started.push(service);
      return service;
    },
    async startScript(script, environment) {
      const path = fileURLToPath(new URL(script, import.meta.url));
      const service = await startProcess(path, [], environment);
      started.push(service);
      return service;
    },
    async close() {
      await Promise.all(started.map((service) => service.stop()));
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database of its own, where no service is started. */
export async function openDatabase() {
  const given = process.env.DATABASE_URL;
  const cluster = given ? { adminUrl: given, stop: async () => {} } : await startCluster();
  const database = await freshDatabase(cluster.adminUrl);
  const close = async () => {
    await database.drop();
    await cluster.stop();
  };
  return { database, close };
}

async function freshDatabase(adminUrl) {
  const name = `latchkey_bench_${randomBytes(4).toString('hex')}`;
  const asAdmin = async (text) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(text);
    await client.end();
  };
  await asAdmin(`CREATE DATABASE ${name}`);
  const address = new URL(adminUrl);
  address.pathname = `/${name}`;
  const passwords = Object.fromEntries(
    ['password', 'verification', 'relay'].map((role) => [role, randomBytes(12).toString('hex')]),
  );
  const { roles } = await migrate({ url: address.href, kind: 'production', passwords });
  return {
    url: address.href,
    as(role) {
      const url = new URL(address.href);
      url.username = roles[role];
      url.password = passwords[role];
      return url.href;
    },
    async drop() {
      await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`);
      for (const role of Object.values(roles)) await asAdmin(`DROP ROLE ${role}`);
    },
  };
}

/** People with a verified e-mail address and a password at the real cost, and a token of each. */
async function populate(url, ring, signer, count) {
  const owner = await connect({ url, applicationName: 'bench', poolSize: 4 });
  const directory = new TypeormDirectory(owner);
  const methods = ['PASSWORD', 'EMAIL', 'SMS', 'TOTP'];
  const settings = { secondFactor: 'optional', preset: 'nist-800-63b-4' };
  await directory.putTenant({ id: TENANT, name: 'Bench', methods, ...settings });
  const hashing = await startHashing({ ring, deadlineMs: 60_000 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const verifiedAt = new Date('2024-01-01T00:00:00Z');
  const settled = [];
  for (let n = 0; n < count; n += 1) {
    const subject = subjectId(randomUUID());
    await directory.putSubject({ tenant: TENANT, subject });
    const email = { type: 'EMAIL', name: `${subject}@mail.example`, verifiedAt };
    await directory.putMedium({ tenant: TENANT, subject, id: randomUUID(), ...email });
    const binding = { tenant: TENANT, subject, changeId: randomUUID() };
    const envelope = await hashing.admitted({ tenant: TENANT, subject }, (turn) =>
      turn.seal(new Password(PASSWORDS[0]), binding),
    );
    await client.query(
      `INSERT INTO credentials.password (tenant, subject, envelope, last_change_id, changed_at)
       VALUES ($1, $2, $3, $4, now() - interval '1 day')`,
      [TENANT, subject, envelope, binding.changeId],
    );
    settled.push({ subject, token: await tokenOf(signer, subject), now: 0 });
  }
  await client.query('ANALYZE');
  await client.end();
  await hashing.close();
  await owner.close();
  return settled;
}

function tokenOf(signer, sub) {
  const iat = Math.floor(Date.now() / 1000);
  const session = { sid: randomUUID(), auth_time: iat, amr: ['pwd'] };
  return signer.sign({ iss: ISSUER, sub, aud: 'latchkey', iat, exp: iat + HOUR, ...session });
}

/** A program that was granted these scopes for every tenant. */
async function serviceToken(url, signer, scopes) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'INSERT INTO tenancy.service_client (issuer, client, tenants, scopes) VALUES ($1, $2, NULL, $3)',
    [MACHINES, 'bench', scopes],
  );
  await client.end();
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: MACHINES, sub: 'bench', client_id: 'bench', aud: 'latchkey-internal' };
  return signer.sign({ ...claims, scope: scopes.join(' '), iat, exp: iat + HOUR });
}

/** Starts a program that listens on PORT and waits until it is ready. */
export async function startProcess(path, args, environment) {
  const [port, internalPort] = [await freePort(), await freePort()];
  const begun = performance.now();
  const child = spawn(process.execPath, [path, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LATCHKEY_HOST: '127.0.0.1',
      LATCHKEY_INTERNAL_PORT: String(internalPort),
      ...environment,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${path} ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (ready?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url,
    port,
    internalPort,
    pid: child.pid,
    readyAfterMs: performance.now() - begun,
    async stop() {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
