/** password-srv at the cheapest hash, and people of every kind whose password is not what is tried. */
import 'reflect-metadata';

import { Writable } from 'node:stream';
import pg from 'pg';

import { openPasswordSrvOver } from '#apps/password-srv';
import { parseIssuers, TokenSigner } from '#libs/auth';
import {
  cheapestCostForTests,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import { Password, subjectId, tenantId } from '#libs/identity';
import { connect, readInstallation, TypeormDirectory } from '#libs/persistence';
import { createLogger, fetchJson, startService, systemClock } from '#libs/platform';

import { openDatabase } from '../bench/stage.mjs';

/** A tenth of what it is in service, as the hash is far less than a tenth. */
const ANSWERS_EVERY_MS = 10;

const KINDS = ['wrong', 'unknown', 'without', 'disabled', 'managed'];
const PASSWORD = new Password('a current passphrase of theirs');
const MACHINES = 'https://machines.audit';
const tenant = tenantId('audit');

const people = Number(process.argv[2]);
const { database, close } = await openDatabase();
const ring = KeyRing.generate();
const cost = cheapestCostForTests();
const runner = new InProcessRunner(new NodeRsEngine());
const hashing = await hashingOver(runner, { ring, cost, limits: queueLimits(2, cost) });
const signer = await TokenSigner.generate('RS256');
await populate();

const passwords = await connect({ url: database.as('password'), applicationName: 'audit' });
const { sessionKey } = await readInstallation(passwords);
const issuers = parseIssuers([{ issuer: MACHINES, services: true, jwks: signer.jwks() }]);
const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
const logger = createLogger({ service: 'audit', level: 'fatal', destination: silence });
const service = openPasswordSrvOver({
  ...{ database: passwords, hashing, ring, logger, answersEveryMs: ANSWERS_EVERY_MS },
  idempotency: { ring, hashDeadlineMs: 5_000 },
  auth: { issuers, sessionKey, fetchJson, now: systemClock.now },
  publicUrl: 'https://id.example',
});
const host = { name: 'audit', host: '127.0.0.1', port: 0, logger };
const running = await startService({ ...service, ...host });
const iat = Math.floor(Date.now() / 1000);
const claims = { iss: MACHINES, sub: 'audit', client_id: 'audit', aud: 'latchkey-internal' };
const token = await signer.sign({ ...claims, scope: 'password:verify', iat, exp: iat + 36_000 });
process.send({ port: running.port, token, tenant, kinds: KINDS });
process.once('message', async () => {
  await running.stop();
  await service.close();
  await passwords.close();
  await hashing.close();
  await close();
  process.exit(0);
});

async function populate() {
  const owner = await connect({ url: database.url, applicationName: 'audit' });
  const settings = { secondFactor: 'optional', preset: 'nist-800-63b-4' };
  const methods = ['PASSWORD', 'EMAIL'];
  await new TypeormDirectory(owner).putTenant({ id: tenant, name: 'Audit', methods, ...settings });
  await owner.close();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'INSERT INTO tenancy.service_client (issuer, client, tenants, scopes) VALUES ($1, $2, NULL, $3)',
    [MACHINES, 'audit', ['password:verify']],
  );
  for (const kind of KINDS.filter((one) => one !== 'unknown')) {
    await client.query(
      `INSERT INTO directory.subject (tenant, subject, status, managed_by)
       SELECT $1, $2 || '-' || n, $3, $4 FROM generate_series(0, $5) n`,
      [
        ...[tenant, kind, kind === 'disabled' ? 'disabled' : 'active'],
        ...[kind === 'managed' ? 'sso' : null, people],
      ],
    );
    if (kind !== 'without') await givePasswords(client, kind);
  }
  await client.query('ANALYZE');
  await client.end();
}

async function givePasswords(client, kind) {
  const rows = [];
  for (let n = 0; n <= people; n += 1) {
    const subject = subjectId(`${kind}-${n}`);
    const changeId = `change-${kind}-${n}`;
    const binding = { tenant, subject, changeId };
    const envelope = await hashing.admitted(binding, (turn) => turn.seal(PASSWORD, binding));
    rows.push({ subject, envelope, change_id: changeId });
  }
  await client.query(
    `INSERT INTO credentials.password (tenant, subject, envelope, last_change_id, changed_at)
     SELECT $1, r.subject, r.envelope, r.change_id, now() - interval '1 day'
     FROM jsonb_to_recordset($2::jsonb) AS r (subject text, envelope text, change_id text)`,
    [tenant, JSON.stringify(rows)],
  );
}
