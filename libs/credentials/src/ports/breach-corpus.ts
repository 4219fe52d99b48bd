import type { Password } from '#libs/identity';

export type BreachVerdict =
  | { readonly verdict: 'clean'; readonly corpusVersion: string }
  /** `atLeast`: the lower bound of the class of occurrences. */
  | { readonly verdict: 'breached'; readonly atLeast: number; readonly corpusVersion: string };

/** The passwords that everybody tries first. Local: never waits for anything. */
export abstract class BreachCorpus {
  abstract check(password: Password): BreachVerdict;
}
