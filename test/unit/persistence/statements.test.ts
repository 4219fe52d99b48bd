import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { Statement } from '#libs/persistence';

import { unnamedTenants } from './tenant-predicates.js';

const STATEMENTS = Statement.all();

/** Every exception there is; a further one is a decision, not an accident. */
const ACROSS_TENANTS = [
  'ping',
  'installation_applied',
  'installation_read',
  'installation_role',
  'installation_durability',
  'installation_now',
  'service_client_grant',
  'tenant_named',
  'tenant_of_brand',
  'tenant_of_host',
  'address_count',
  'directory_put_service_client',
  'tenancy_all',
  'tenancy_taken',
  ...['all', 'find', 'unknown_tenants', 'first_grant', 'replace_grant', 'revoke_grant'].map(
    (what) => `programs_${what}`,
  ),
  'delivery_dispatch',
  'delivery_claim',
  'reset_claim',
  'reset_sweep_requests',
  'reset_sweep_allowances',
  'clients_origins',
  'idempotency_forget',
  'reminders_tenants',
  'history_tenants',
  'breach_coverage_of_all',
  ...['password', 'history', 'reset_code'].flatMap((kind) =>
    ['keys', 'count', 'next', 'replace'].map((what) => `sealed_${what}_${kind}`),
  ),
];

describe('everything that the stores can send', () => {
  it('is known: at least one statement for each method of each store', () => {
    expect(STATEMENTS.length).toBeGreaterThanOrEqual(25);
  });

  it.each(STATEMENTS.map(({ name, sql }) => [name, sql]))(
    '%s names the tenant at every table it touches (ASVS-8.4.1)',
    (_, sql) => {
      expect(unnamedTenants(sql)).toEqual([]);
    },
  );

  it.each(
    STATEMENTS.filter((each) => each.acrossTenants === undefined).map((s) => [s.name, s.sql]),
  )('%s is about the one tenant that it is given (ASVS-8.4.1)', (_, sql) => {
    expect(sql).toMatch(/tenant = \$1\b|VALUES \(\$1\b/);
  });

  it('serves all tenants only where a reason is given', () => {
    const across = STATEMENTS.filter(({ acrossTenants }) => acrossTenants !== undefined);
    expect(across.map(({ name }) => name).sort()).toEqual([...ACROSS_TENANTS].sort());
  });

  it('is declared: no store reaches the driver with a text of its own', () => {
    const folder = path.resolve('libs/persistence/src/stores');
    for (const file of readdirSync(folder)) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      expect(source).not.toMatch(/from '(pg|typeorm)'|\.(query|write)(<[^(]*>)?\(\s*[`'"]/);
    }
  });
});

describe('the check for the tenant', () => {
  it.each([
    ['SELECT 1 FROM directory.subject s WHERE s.subject = $2', ['directory.subject']],
    ['SELECT 1 FROM directory.subject WHERE tenant = $1', ['directory.subject']],
    [
      `SELECT 1 FROM directory.subject s JOIN credentials.password p ON p.subject = s.subject
       WHERE s.tenant = $1`,
      ['credentials.password'],
    ],
    [
      'UPDATE credentials.password p SET version = 1 WHERE p.version = $1',
      ['credentials.password'],
    ],
    ['DELETE FROM credentials.attempts a WHERE a.class = $1', ['credentials.attempts']],
    ['INSERT INTO journal.event (subject, type) VALUES ($1, $2)', ['journal.event']],
    ['SELECT 1 FROM verification.verified_contact c', ['verification.verified_contact']],
    ['SELECT 1 FROM directory.subject s WHERE xs.tenant = $1', ['directory.subject']],
  ])('finds what is forgotten in %s', (sql, forgotten) => {
    expect(unnamedTenants(sql)).toEqual(forgotten);
  });
});
