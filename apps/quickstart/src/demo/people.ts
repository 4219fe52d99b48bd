import type { SubjectId, TenantId } from '#libs/identity';
import { subjectId, tenantId } from '#libs/identity';

export interface DemoPerson {
  readonly name: string;
  readonly tenant: TenantId;
  readonly sub: SubjectId;
  /** What tokens say by default of how the person signed in (RFC 8176). */
  readonly amr: readonly string[];
  readonly scopes: readonly string[];
}

export const DEMO = tenantId('demo');
export const LEGACY = tenantId('legacy');
export const CRM = tenantId('crm');

const person = (
  name: string,
  tenant: TenantId,
  sub: string,
  amr: readonly string[],
  scopes: readonly string[] = [],
): DemoPerson => ({ name, tenant, sub: subjectId(sub), amr, scopes });

const TWO_FACTORS = ['pwd', 'otp', 'mfa'];
const WITHOUT_PASSWORD = ['otp', 'mfa'];

/** Fixed for good: people, documents and tests rely on these subjects. */
export const ALICE = person('alice', DEMO, '4838dab3-6d88-4403-8dda-c1486754121a', TWO_FACTORS);
export const BOB = person('bob', DEMO, '7b1f6c52-30d4-4a5e-9c1b-6a2f0f6a8b02', WITHOUT_PASSWORD);
export const CAROL = person(
  'carol',
  DEMO,
  'c2a9f1de-8f57-4b6c-a0d3-51b7e4c96d03',
  WITHOUT_PASSWORD,
);
export const DORA = person('dora', DEMO, 'd0e4a7b8-1c35-4f92-b6e8-3f9d2c7a5e04', TWO_FACTORS, [
  'tenant:admin',
]);
export const ERIK = person('erik', LEGACY, 'e5c8d3f6-94ab-4d17-8e20-7c6b1a0f9d05', ['pwd']);
export const FRIDA = person('frida', CRM, 'f19b60c4-5d7e-4c38-92a1-8e4d3b2c1f06', ['pwd']);

export const PEOPLE: readonly DemoPerson[] = [ALICE, BOB, CAROL, DORA, ERIK, FRIDA];
