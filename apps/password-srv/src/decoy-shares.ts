import type { Argon2Cost, DecoyShares } from '#libs/hashing';
import { foreignDecoy } from '#libs/hashing';
import type { TypeormSchemeShares } from '#libs/persistence';

/** Decoys of the schemes that a tenant has imported, each made once. */
export function decoySharesOf(schemes: TypeormSchemeShares, cost: Argon2Cost): DecoyShares {
  const made = new Map<string, string>();
  const decoyOf = (scheme: string): string => {
    const hash = made.get(scheme) ?? foreignDecoy(scheme, cost);
    made.set(scheme, hash);
    return hash;
  };
  return (tenant) =>
    schemes.of(tenant).map(({ scheme, share }) => ({ hash: decoyOf(scheme), share }));
}
