import type { PersonAndPlace } from '#libs/password-policy';

type Typed = readonly (readonly [type: string, value: string])[] | null;

/** What is known of a person and their tenant that a password must not be made of. */
export interface ContextRow {
  readonly identifiers: Typed;
  /** Verified ones; null: there is none. */
  readonly contacts: Typed;
  readonly names: Readonly<Record<string, string>>;
  readonly place: readonly (string | null)[];
}

/** Of the tenant, alias `n`. */
export const PLACE_COLUMNS = 'ARRAY [n.id, n.name, n.brand] AS place';

/** People who use us meet our name, too. */
const PRODUCT_NAMES = ['Latchkey'];

export function aboutOf({ identifiers, contacts, names, place }: ContextRow): PersonAndPlace {
  const known = [...(identifiers ?? []), ...(contacts ?? [])];
  const of = (...types: readonly string[]): readonly string[] => [
    ...new Set(known.filter(([type]) => types.includes(type)).map(([, value]) => value)),
  ];
  return {
    userNames: of('USERNAME', 'EXTERNALID'),
    emails: of('EMAIL'),
    phones: of('MOBILE', 'SMS', 'IVR'),
    names: Object.values(names),
    tenantNames: place.filter((name) => name !== null),
    productNames: PRODUCT_NAMES,
  };
}
