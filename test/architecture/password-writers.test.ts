import 'reflect-metadata';

import { RequestMethod } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';

import {
  AssignPassword,
  ChangeByTicket,
  ChangePassword,
  ImportPassword,
  ResetPassword,
  SetPassword,
} from '#libs/credentials';
import { Statement } from '#libs/persistence';

import { WRITING_ROUTES } from '../support/writing-routes.js';
import { ROOT, sourcesIn } from './sources.js';

const TYPESCRIPT = /\.ts$/;
const product = [...sourcesIn('apps', TYPESCRIPT), ...sourcesIn('libs', TYPESCRIPT)];
const WRITES_A_PASSWORD = /\b(INSERT\s+INTO|UPDATE|MERGE\s+INTO)\s+credentials\.password\b/i;

const filesWith = (pattern: RegExp) =>
  product.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

const WRITERS = new Set<unknown>([
  AssignPassword,
  ChangeByTicket,
  ChangePassword,
  ImportPassword,
  ResetPassword,
  SetPassword,
]);

/** `PUT /path` for every route of a controller that is handed one of the writing use cases. */
function writingRoutes(controller: object): string[] {
  const given = Reflect.getMetadata('design:paramtypes', controller) as unknown[] | undefined;
  if (!given?.some((type) => WRITERS.has(type))) return [];
  const { prototype } = controller as { prototype: Record<string, object> };
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name] ?? {};
    const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const own = Reflect.getMetadata('path', handler) as string;
    const prefixes = [Reflect.getMetadata('path', controller) as string | string[]].flat();
    return prefixes.map((prefix) => {
      const path = `${prefix}/${own}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');
      return `${RequestMethod[method]} /${path.replace(/^\//, '')}`;
    });
  });
}

async function controllersIn(path: string): Promise<object[]> {
  const module = (await import(`${ROOT}${path}`)) as Record<string, unknown>;
  return Object.values(module).filter((value) => typeof value === 'function');
}

describe('a password hash', () => {
  it('is written by these statements and by no other (R20)', () => {
    const writers = Statement.all().filter(({ sql }) => WRITES_A_PASSWORD.test(sql));
    expect(writers.map(({ name }) => name)).toEqual([
      'breach_keep', // of no envelope, as the next one
      'breach_force_change',
      'password_import', // for people who have none
      'password_adopt', // for people who never had one
      'password_replace',
      'password_replace_once',
      'password_reset',
      'password_reset_once',
      'password_set_first',
      'password_set_first_once',
      'password_assign',
      'password_assign_once',
      'password_assign_first',
      'password_assign_first_once',
      'password_rehash', // of the password that is in force already
      'password_force_change', // of no envelope at all
      'password_tightened', // nor here
      'reminders_remind', // nor here
      'sealed_replace_password', // of the same hash in another envelope
    ]);
    const others = writers.filter(({ name }) => /force_change|keep|tightened|remind/.test(name));
    expect(others).toHaveLength(5);
    for (const { sql } of others) expect(sql).not.toContain('envelope');
    expect(filesWith(WRITES_A_PASSWORD)).toEqual([
      'libs/persistence/src/migrations/put-subject.ts', // holds it back, writes no envelope
      'libs/persistence/src/migrations/subject-functions.ts', // takes it into use again
      'libs/persistence/src/stores/import-statements.ts',
      'libs/persistence/src/stores/password-statements.ts',
      'libs/persistence/src/stores/typeorm-breach-records.ts',
      'libs/persistence/src/stores/typeorm-expiry-reminders.ts',
    ]);
    for (const { path, text } of product) {
      if (path.includes('/migrations/'))
        expect(text).not.toMatch(/UPDATE credentials\.password[^;]*\benvelope\b/);
    }
  });

  it('is made and stored by one use case, install-password, or made anew of itself (R20)', () => {
    const install = ['libs/credentials/src/install-password.ts'];
    const rehash = ['libs/credentials/src/rehash-password.ts'];
    const adopting = ['libs/credentials/src/login/adopt-password.ts']; // confirmed by other software
    expect(filesWith(/\bturn\.seal\(/)).toEqual([...install, ...adopting, ...rehash]);
    expect(filesWith(/\bimports\.adopt\(/)).toEqual(adopting);
    expect(filesWith(/\bcredentials\.rehash\(/)).toEqual(rehash);
    const importing = ['libs/credentials/src/import-password.ts'];
    // A dry run seals to compare, and stores nothing.
    const trying = ['apps/pwctl/src/commands/import/dry-run.ts'];
    expect(filesWith(/\bturn\.sealForeign\(/)).toEqual([...trying, ...importing]);
    expect(filesWith(/\bimports\.importAll\(/)).toEqual(importing);
    expect(filesWith(/\bcredentials\.(replace|reset|setFirst|assign)\(/)).toEqual(install);
  });

  it('is made of a password that was admitted first, whoever writes it (R20, ASVS-6.3.4)', () => {
    const writers = product.filter(({ text }) => /\binstallPassword\.seal\(/.test(text));
    expect(writers.map(({ path }) => path)).toEqual([
      'libs/credentials/src/replace-password.ts',
      'libs/credentials/src/reset/redeem-reset.ts',
      'libs/credentials/src/set-password.ts',
      'libs/credentials/src/subjects/assign-password.ts',
    ]);
    for (const { text } of writers) {
      expect(text.indexOf('admitNewPassword.locally(')).toBeGreaterThan(0);
      expect(text.indexOf('admitNewPassword.locally(')).toBeLessThan(
        text.indexOf('hashing.admitted('),
      );
    }
  });
});

/**
 * Routes of the same controllers that bring no new password: a ticket, a hash made elsewhere, or none
 * at all.
 */
const BRINGS_NONE = /^(GET|DELETE) |\/(validate|import)$/;

async function allWritingRoutes(): Promise<string[]> {
  const controllers: object[] = [];
  for (const { path } of sourcesIn('apps', /\.controller\.ts$/)) {
    controllers.push(...(await controllersIn(path))); // one by one: Jest links modules no other way
  }
  return controllers.flatMap(writingRoutes).sort();
}

describe('the routes that write a password', () => {
  it('are each sent a breached one by a test that sends it everywhere (R20, NIST-3.1.1.2-blk-a)', async () => {
    const bringing = (await allWritingRoutes()).filter((route) => !BRINGS_NONE.test(route));
    expect(Object.keys(WRITING_ROUTES).sort()).toEqual(bringing);
  });

  it('are these and no others (ASVS-6.3.4, ASVS-6.1.3, R20)', async () => {
    expect(await allWritingRoutes()).toEqual([
      'DELETE /internal/v1/subjects/:sub/password', // beside it, and takes one away
      'GET /internal/v1/subjects/:sub/password', // beside it, and only tells
      'POST /auth/v1/mfa/password/change',
      'POST /auth/v1/mfa/password/validate', // beside it, and only raises a ticket
      'POST /auth/v1/password/change',
      'POST /auth/v1/password/validate',
      'POST /internal/v1/subjects/:sub/password/import', // a hash: no policy can be asked of it
      'POST /password-srv/password',
      'POST /users-srv/changepassword',
      'POST /users-srv/resetpassword/accept',
      'POST /v1/users/profile/change-password',
      'POST /v3/account/password/change',
      'PUT /internal/v1/subjects/:sub/password',
      'PUT /password-srv/password',
      'PUT /v2/mobile/password/change',
    ]);
  });
});
