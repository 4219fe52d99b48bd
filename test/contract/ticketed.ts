import type { Person } from '../support/house.js';
import { DEVICE } from '../support/tickets.js';
import type { ChangeFields, Sent, Tongue } from './tongue.js';

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
