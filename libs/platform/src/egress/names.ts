import { lookup, Resolver } from 'node:dns/promises';

/** Every address that a name has. */
export type AddressesOf = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** Hosts files and search domains included. */
export const asTheSystemDoes: AddressesOf = (host) => lookup(host, { all: true });

/** Whoever waits for a name has a second for everything. */
const TIMEOUT_MS = 1_000;

/**
 * Asks the name servers themselves. The system's way keeps a thread of the pool that everybody shares
 * for as long as a name server is silent; somebody else's must not keep ours.
 */
export const overDns = (servers?: readonly string[]): AddressesOf => {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 1 });
  if (servers) resolver.setServers([...servers]);
  return async (host) => {
    const [v4, v6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    if (v4.status === 'rejected' && v6.status === 'rejected') throw v4.reason;
    return [...found(v4, 4), ...found(v6, 6)];
  };
};

const found = (settled: PromiseSettledResult<readonly string[]>, family: number) =>
  settled.status === 'fulfilled' ? settled.value.map((address) => ({ address, family })) : [];
