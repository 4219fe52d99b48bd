import type { FactorKind } from '#libs/identity';

/** What one `amr` value says; `multi` is the issuer's own word for more than one kind. */
export type AmrMeaning = FactorKind | 'multi' | 'none';

export const AMR_MEANINGS = [
  'knowledge',
  'possession',
  'inherence',
  'multi',
  'none',
] as const satisfies readonly AmrMeaning[];

/**
 * RFC 8176 §2, read with NIST SP 800-63B-4: knowledge-based answers prove nothing (§3.1.1.2), and
 * neither does a mailbox (§3.1.3.1). Values that are not listed prove nothing either.
 */
export const DEFAULT_AMR: Readonly<Record<string, AmrMeaning>> = {
  pwd: 'knowledge',
  pin: 'knowledge',
  kba: 'none',
  email: 'none',
  otp: 'possession',
  sms: 'possession',
  tel: 'possession',
  hwk: 'possession',
  swk: 'possession',
  pop: 'possession',
  sc: 'possession',
  fido: 'possession',
  fpt: 'inherence',
  face: 'inherence',
  iris: 'inherence',
  vbm: 'inherence',
  retina: 'inherence',
  mfa: 'multi',
};

/** The proof that a token shows. Kinds are a set: the same kind twice is one factor. */
export function readMethods(
  amr: readonly string[],
  meanings: ReadonlyMap<string, AmrMeaning>,
): { readonly factorKinds: ReadonlySet<FactorKind>; readonly multiFactor: boolean } {
  const factorKinds = new Set<FactorKind>();
  let multiFactor = false;
  for (const value of amr) {
    const meaning = meanings.get(value) ?? 'none';
    if (meaning === 'multi') multiFactor = true;
    else if (meaning !== 'none') factorKinds.add(meaning);
  }
  return { factorKinds, multiFactor };
}
