import { randomUUID } from 'node:crypto';

import type { TenantId } from '#libs/identity';
import { changeId, Password, subjectId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { TypeormDirectory } from '#libs/persistence';

import { givenPerson, givenTenant } from './builders.js';
import type { Person, PersonWish } from './person.js';
import { personOf } from './person.js';
import type { CheapHashing } from './services.js';
import type { TestIssuer } from './tokens.js';

/** Brings one person into being as the wish says, around the services. */
export async function settle(
  wish: PersonWish,
  with_: {
    readonly tenant: TenantId;
    readonly owner: Database;
    readonly hashing: CheapHashing;
    readonly rows: (text: string, values: readonly unknown[]) => Promise<unknown>;
    readonly home: TestIssuer;
    readonly other: TestIssuer;
  },
): Promise<Person> {
  const { tenant, owner, hashing, rows, home, other } = with_;
  const { secondFactor = 'optional', managedBy, status, password, groups } = wish;
  const { preset = 'nist-800-63b-4', mfaV1 = false, region, identifiers = [] } = wish;
  await givenTenant(owner, { id: tenant, secondFactor, preset, ...(region && { region }) });
  if (mfaV1)
    await new TypeormDirectory(owner).putClients(tenant, { origins: [], pages: {}, mfaV1 });
  const subject = wish.subject ?? subjectId(randomUUID());
  const email = wish.email === true ? `${subject}@mail.example` : wish.email;
  await givenPerson(owner, tenant, {
    subject,
    ...(managedBy === undefined ? {} : { managedBy }),
    ...(status === undefined ? {} : { status }),
    ...(groups === undefined ? {} : { groups }),
    identifiers: [{ type: 'USERNAME', value: subject, lookup: subject }, ...identifiers],
    mediums: [
      ...(email ? [{ type: 'EMAIL' as const, name: email }] : []),
      ...(wish.sms ? [{ type: 'SMS' as const, name: wish.sms }] : []),
      ...(wish.totp ? [{ type: 'TOTP' as const, name: 'phone app' }] : []),
    ],
  });
  if (wish.admin) {
    await rows('INSERT INTO tenancy.admin (tenant, subject) VALUES ($1, $2)', [tenant, subject]);
  }
  if (password !== undefined) {
    const binding = { tenant, subject, changeId: changeId(randomUUID()) };
    const envelope = await hashing.admitted({ tenant, subject }, (turn) =>
      turn.seal(new Password(password), binding),
    );
    await rows(
      `INSERT INTO credentials.password (tenant, subject, envelope, last_change_id, changed_at)
       VALUES ($1, $2, $3, $4, now() - interval '1 day')`,
      [tenant, subject, envelope, binding.changeId],
    );
  }
  return personOf({ tenant, subject, home, other });
}
