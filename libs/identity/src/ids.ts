declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The tenant whose settings apply, as our own rows spell it: 1–64 characters. */
export type TenantId = Branded<'TenantId'>;

/** The account as the home issuer's `sub` names it: 1–255 visible characters, compared byte for byte. */
export type SubjectId = Branded<'SubjectId'>;

/** Names one committed change of a password; also binds the stored envelope to its row. */
export type ChangeId = Branded<'ChangeId'>;

const TENANT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** OpenID Connect Core 1.0 §2: `sub` has at most 255 ASCII characters and is case-sensitive. */
const SUBJECT = /^[\x21-\x7e]{1,255}$/;

export const isTenantId = (text: string): text is TenantId => TENANT.test(text);
export const isSubjectId = (text: string): text is SubjectId => SUBJECT.test(text);

/** @throws RangeError if `text` cannot name a tenant. */
export function tenantId(text: string): TenantId {
  if (!isTenantId(text)) throw new RangeError('not a tenant id');
  return text;
}

/** @throws RangeError if `text` cannot name a subject. */
export function subjectId(text: string): SubjectId {
  if (!isSubjectId(text)) throw new RangeError('not a subject id');
  return text;
}

export const changeId = (text: string): ChangeId => text as ChangeId;
