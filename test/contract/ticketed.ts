import type { House, Person } from '../support/house.js';
import { DEVICE } from '../support/tickets.js';
import { mfaV1Tongue } from './mfa-v1.tongue.js';
import type { Answer, ChangeFields, Sent, Tongue } from './tongue.js';

/** How a person names themselves to an interface without sessions. */
export const named = ({ tenant, subject }: Person) => ({
  deviceId: DEVICE,
  brand: tenant,
  identifierType: 'USERNAME',
  identifierValue: subject,
});

/** A change and its proof as `house.ask` takes them: the proof in the header or in the body. */
export function carried(
  tongue: Tongue,
  fields: ChangeFields,
  person: Person,
  proof: string,
): readonly [Sent, string?] {
  if (!tongue.ticketed) return [tongue.change(fields), proof];
  const extra = { ...named(person), token: proof, ...fields.extra };
  return [tongue.change({ ...fields, extra })];
}

/** A change by a ticket, or by none, with whatever else the request says. */
export const changeByTicket = (
  house: House,
  person: Person,
  { current, next }: { readonly current: string; readonly next: string },
  extra: Readonly<Record<string, unknown>>,
): Promise<Answer> =>
  house.ask(
    house.passwordUrl,
    mfaV1Tongue.change({ current, next, extra: { ...named(person), ...extra } }),
  );
