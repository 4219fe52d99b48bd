import { randomUUID } from 'node:crypto';

import { FORGET_ALL } from '#libs/credentials';
import type { NewPassword } from '#libs/credentials';
import type { Caller, SubjectId, TenantId, VerificationType } from '#libs/identity';
import { changeId, subjectId, tenantId } from '#libs/identity';
import type {
  Database,
  MediumRegistration,
  SubjectRegistration,
  TenantRegistration,
} from '#libs/persistence';
import { TypeormDirectory } from '#libs/persistence';

/** The home issuer of every tenant that the builders make. */
export const HOME_ISSUER = 'https://home.test';

const LONG_AGO = new Date('2024-01-01T00:00:00Z');

/** A tenant of its own for every call, so that tests never meet. `owner` is the owner's connection. */
export async function givenTenant(
  owner: Database,
  tenant: Partial<TenantRegistration> = {},
): Promise<TenantId> {
  const id = tenant.id ?? tenantId(`t-${randomUUID()}`);
  const methods: VerificationType[] = ['PASSWORD', 'EMAIL', 'SMS', 'TOTP'];
  const usual = { name: 'Test tenant', methods, secondFactor: 'optional' as const };
  const registration = { ...usual, preset: 'nist-800-63b-4' as const, ...tenant, id };
  await new TypeormDirectory(owner).putTenant(registration);
  return id;
}

export interface Person {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
  /** Verified, enrolled as EMAIL. */
  readonly email: string;
}

/** A person with one verified e-mail medium and nothing else. */
export async function givenPerson(
  owner: Database,
  tenant: TenantId,
  more: Partial<SubjectRegistration> & {
    readonly mediums?: readonly Pick<MediumRegistration, 'type' | 'name'>[];
  } = {},
): Promise<Person> {
  const directory = new TypeormDirectory(owner);
  const { mediums, ...person } = more;
  const subject = more.subject ?? subjectId(randomUUID());
  const email = `${subject}@mail.test`;
  await directory.putSubject({ ...person, tenant, subject });
  for (const { type, name } of mediums ?? [{ type: 'EMAIL' as const, name: email }]) {
    const medium = { id: randomUUID(), type, name, verifiedAt: LONG_AGO };
    await directory.putMedium({ tenant, subject, ...medium });
  }
  return { tenant, subject, email };
}

/** Who asks: the person, by a token of the home issuer with an exact session anchor. */
export const callerOf = (
  { tenant, subject }: Pick<Person, 'tenant' | 'subject'>,
  more: Partial<Caller> = {},
): Caller => ({
  tenant,
  issuer: HOME_ISSUER,
  sub: subject,
  home: true,
  session: { issuer: HOME_ISSUER, sid: 'session-1' },
  anchor: { kind: 'epoch', epoch: 0 },
  factorKinds: new Set(['knowledge']),
  multiFactor: false,
  scopes: new Set(),
  ...more,
});

/** A sealed password as the store takes it; nothing in it can be opened. */
export const newPassword = (
  { tenant, subject }: Pick<Person, 'tenant' | 'subject'>,
  more: Partial<NewPassword> = {},
): NewPassword => {
  const id = changeId(randomUUID());
  return {
    tenant,
    subject,
    envelope: `sealed-${id}`,
    changeId: id,
    history: FORGET_ALL,
    breach: { state: 'clean', corpusVersion: 'test' },
    keep: { issuer: HOME_ISSUER, sid: 'session-1' },
    evidence: 'owner',
    origin: { ip: '192.0.2.1', requestId: randomUUID() },
    ...more,
  };
};
