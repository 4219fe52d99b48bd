import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { KeyRing } from '#libs/hashing';
import { connect, migrate } from '#libs/persistence';

import { givenPerson, givenTenant } from './builders.js';
import { emptyDatabase, sql } from './postgres.js';
import type { ServiceProcess } from './processes.js';
import { startProcess } from './processes.js';
import { TestIssuer } from './tokens.js';

/** A platform as an operator builds one: its login, and both services of ours behind one origin. */
export interface Platform {
  readonly url: string;
  readonly passwordSrv: ServiceProcess;
  /** Every session that there is began so many seconds ago. */
  age(seconds: number): void;
  close(): Promise<void>;
}

/** Both services from `dist` in production, with our pages, and a tenant with one admin. */
export async function openPlatform(): Promise<Platform> {
  const issuer = new TestIssuer('https://login.example');
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-platform-'));
  const { url } = await emptyDatabase();
  const passwords = { password: 'p4ss', verification: 'v3ri', relay: 'r3lay' };
  const { roles } = await migrate({ url, kind: 'production', passwords });
  const admin = await givenAdmin(url, issuer);
  const pepper = join(folder, 'pepper.json');
  await writeFile(pepper, KeyRing.generate().toFileText().reveal(), { mode: 0o600 });
  const as = (role: keyof typeof passwords): string =>
    Object.assign(new URL(url), { username: roles[role], password: passwords[role] }).href;
  const LATCHKEY_ISSUERS = JSON.stringify([issuer.configuration({ home_of: [admin.tenant] })]);
  const [passwordSrv, verificationSrv] = await Promise.all([
    startProcess('password-srv', {
      LATCHKEY_ISSUERS,
      DATABASE_URL: as('password'),
      LATCHKEY_PEPPER_KEYS_FILE: pepper,
      LATCHKEY_UI: 'on',
    }),
    startProcess('verification-srv', { LATCHKEY_ISSUERS, DATABASE_URL: as('verification') }),
  ]);
  const login = new Login((age) => admin.token(age));
  const server = createServer((asked, answer) => {
    if (login.answers(asked, answer)) return;
    const ours = asked.url?.startsWith('/verification-srv/') ? verificationSrv : passwordSrv;
    passedOn(ours.url, asked, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    passwordSrv,
    age: (seconds) => (login.age = seconds),
    async close() {
      server.close();
      await Promise.all([passwordSrv.stop(), verificationSrv.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function givenAdmin(url: string, issuer: TestIssuer) {
  const owner = await connect({ url, applicationName: 'test', poolSize: 1 });
  const tenant = await givenTenant(owner);
  const { subject } = await givenPerson(owner, tenant);
  await owner.close();
  await sql(url, 'INSERT INTO tenancy.admin (tenant, subject) VALUES ($1, $2)', [tenant, subject]);
  const token = (age: number): string =>
    issuer.mint({
      ...{ sub: subject, tenant, sid: 'admin-1', amr: ['pwd'], scope: 'tenant:admin' },
      auth_time: Math.floor(Date.now() / 1000) - age,
    });
  return { tenant, token };
}

/** A session in a cookie that no script reads, and short tokens for pages of the same origin. */
class Login {
  age = 0;
  readonly #session = randomUUID();

  constructor(private readonly token: (age: number) => string) {}

  answers(asked: IncomingMessage, answer: ServerResponse): boolean {
    if (asked.url === '/login') this.#signIn(answer);
    else if (asked.url === '/session/token') void this.#token(asked, answer);
    else return false;
    return true;
  }

  #signIn(answer: ServerResponse): void {
    this.age = 0;
    const cookie = `session=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
    answer.writeHead(303, { 'set-cookie': cookie, location: '/console' }).end();
  }

  async #token(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of asked) text += String(chunk);
    const { max_age: maxAge = Infinity } = JSON.parse(text) as { max_age?: number };
    const own = asked.headers.origin === `http://${String(asked.headers.host)}`;
    const known = asked.headers.cookie === `session=${this.#session}`;
    const fresh = known && own && this.age <= maxAge;
    const body = fresh
      ? { access_token: this.token(this.age), expires_in: 900 }
      : { sign_in: '/login' };
    answer.writeHead(fresh ? 200 : 401, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(body));
  }
}

function passedOn(url: string, asked: IncomingMessage, answer: ServerResponse): void {
  const { method, headers, url: path } = asked;
  const onward = request(new URL(path ?? '/', url), { method, headers }, (reply) => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  onward.on('error', () => answer.writeHead(502).end());
  asked.pipe(onward);
}
