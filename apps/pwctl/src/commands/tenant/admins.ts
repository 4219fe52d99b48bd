import type { SubjectId, TenantId } from '#libs/identity';
import { TypeormTenantAdmins } from '#libs/persistence';
import { AppointAdmins } from '#libs/tenancy';

import type { Act } from './act.js';
import { changedBy } from './act.js';
import { parsed, subjectFrom, tenantFrom } from './arguments.js';
import { assertThere } from './there.js';

export function adminActOf([act, ...line]: readonly string[]): Act | undefined {
  const given = parsed(line, { json: { type: 'boolean', default: false } });
  const [tenant, subject, ...more] = given?.positionals ?? [];
  if (!given || tenant === undefined || more.length > 0) return undefined;
  if (act === 'list') {
    return subject === undefined ? list(tenantFrom(tenant), given.values.json) : undefined;
  }
  if (subject === undefined || given.values.json) return undefined;
  if (act === 'grant') return grant(tenantFrom(tenant), subjectFrom(subject));
  return act === 'revoke' ? revoke(tenantFrom(tenant), subjectFrom(subject)) : undefined;
}

const list =
  (tenant: TenantId, json: boolean): Act =>
  async ({ database, print }) => {
    await assertThere(database, tenant);
    const admins = await new TypeormTenantAdmins(database).ofTenant(tenant);
    if (json) return print(JSON.stringify(admins, undefined, 2));
    admins.forEach(print);
  };

const grant =
  (tenant: TenantId, subject: SubjectId): Act =>
  async ({ database, print, cause }) => {
    await assertThere(database, tenant);
    const admins = new AppointAdmins(new TypeormTenantAdmins(database));
    const changed = changedBy(await admins.grant(tenant, subject, cause));
    print(`${subject} is ${changed ? '' : 'already '}an admin of ${tenant}`);
  };

const revoke =
  (tenant: TenantId, subject: SubjectId): Act =>
  async ({ database, print, cause }) => {
    await assertThere(database, tenant);
    const admins = new AppointAdmins(new TypeormTenantAdmins(database));
    const changed = changedBy(await admins.withdraw(tenant, subject, cause));
    print(`${subject} ${changed ? 'is no longer' : 'was not'} an admin of ${tenant}`);
  };
