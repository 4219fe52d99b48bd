import type { IdentifierType } from '#libs/identity';
import { SERVICE_SCOPES } from '#libs/identity';
import { NormalisedIdentifiers } from '#libs/login-identifiers';
import type { TypeormDirectory } from '#libs/persistence';

import type { Belongings } from './belongings.js';
import { BELONGINGS } from './belongings.js';
import { DEMO_ISSUER } from './demo-issuer.js';
import { CLIENTS, TENANTS } from './tenants.js';
import { SERVICE } from './token-request.js';

/** Registers the demo's tenants, people and program; again and again with the same outcome. */
export async function registerDemo(directory: TypeormDirectory, verifiedAt: Date): Promise<void> {
  for (const tenant of TENANTS) await directory.putTenant(tenant);
  for (const [tenant, clients] of CLIENTS) await directory.putClients(tenant, clients);
  for (const belongings of BELONGINGS) await registerPerson(directory, belongings, verifiedAt);
  const service = { issuer: DEMO_ISSUER, client: SERVICE, scopes: SERVICE_SCOPES };
  await directory.putServiceClient({ ...service, tenants: 'all' });
}

async function registerPerson(
  directory: TypeormDirectory,
  belongings: Belongings,
  verifiedAt: Date,
): Promise<void> {
  const { person, mediums, links = [], admin } = belongings;
  const who = { tenant: person.tenant, subject: person.sub };
  const identifiers = identifiersOf(belongings).map((one) => ({ ...one, verifiedAt }));
  await directory.putSubject({ ...who, names: { given: person.name }, identifiers, links });
  for (const [index, medium] of mediums.entries()) {
    // A second apart: lists show mediums in the order of their enrolment.
    const enrolledAt = new Date(verifiedAt.getTime() + index * 1000);
    await directory.putMedium({ ...who, ...medium, verifiedAt, enrolledAt });
  }
  if (admin) await directory.putAdmin(person.tenant, person.sub);
}

const SPELLING = new NormalisedIdentifiers();
const CONTACTS: Partial<Record<string, IdentifierType>> = { EMAIL: 'EMAIL', SMS: 'MOBILE' };

function identifiersOf({ person, mediums, identifiers = [] }: Belongings) {
  const region = TENANTS.find(({ id }) => id === person.tenant)?.region;
  const contacts = mediums.flatMap(({ type, name }) => {
    const identifier = CONTACTS[type];
    return identifier ? [{ type: identifier, value: name }] : [];
  });
  return [...contacts, ...identifiers].map(({ type, value }) => ({
    type,
    value,
    lookup: SPELLING.lookupOf(type, value, region) ?? value,
  }));
}
