declare const checked: unique symbol;

export interface Argon2Parameters {
  /** `m`: KiB of memory that one hash fills. */
  readonly memoryKiB: number;
  /** `t`: how often it fills them. */
  readonly passes: number;
  /** `p`: how many lanes it fills them in. */
  readonly lanes: number;
}

/** Work parameters that somebody has checked. */
export type Argon2Cost = Argon2Parameters & { readonly [checked]: true };

/**
 * OWASP Password Storage Cheat Sheet, "Argon2id": pairs of equal strength, m in KiB. A cost must
 * reach at least one of them in both numbers.
 */
export const FLOOR: readonly (readonly [memoryKiB: number, passes: number])[] = [
  [47_104, 1],
  [19_456, 2],
  [12_288, 3],
  [9_216, 4],
  [7_168, 5],
];

/** 1 GiB, 64 passes, 16 lanes: beyond these it is a slip of the pen that would stop the service. */
export const CEILING: Argon2Parameters = { memoryKiB: 1_048_576, passes: 64, lanes: 16 };

/** @throws RangeError if the parameters are below OWASP's floor or beyond any sense. */
export function argon2Cost({ memoryKiB, passes, lanes }: Argon2Parameters): Argon2Cost {
  within('memoryKiB', memoryKiB, CEILING.memoryKiB);
  within('passes', passes, CEILING.passes);
  within('lanes', lanes, CEILING.lanes);
  if (!FLOOR.some(([memory, least]) => memoryKiB >= memory && passes >= least)) {
    throw new RangeError(
      `argon2id m=${memoryKiB},t=${passes} is below the OWASP floor (m=19456,t=2 or as strong)`,
    );
  }
  return branded({ memoryKiB, passes, lanes });
}

/** What a stored hash of ours was made with: checked when it was written, by the rules of then. */
export const storedCost = ({ memoryKiB, passes, lanes }: Argon2Parameters): Argon2Cost =>
  branded({ memoryKiB, passes, lanes });

/** m=19456, t=2, p=1: OWASP's recommendation for servers, 11–14 ms of one core. */
export const DEFAULT_COST = argon2Cost({ memoryKiB: 19_456, passes: 2, lanes: 1 });

/** The least that Argon2 can do (RFC 9106 §3.1: m ≥ 8p). Protects nothing: for tests alone. */
export const cheapestCostForTests = (): Argon2Cost =>
  branded({ memoryKiB: 8, passes: 1, lanes: 1 });

function within(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`argon2id ${name} must be a whole number from 1 to ${most}`);
  }
}

function branded(parameters: Argon2Parameters): Argon2Cost {
  return Object.freeze(parameters) as Argon2Cost;
}
