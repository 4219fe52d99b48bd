export const SERVICES = ['password-srv', 'verification-srv'] as const;

export type ServiceName = (typeof SERVICES)[number];

export type Check =
  | 'configuration'
  | 'cores'
  | 'memory'
  | 'database'
  | 'schema'
  | 'role'
  | 'durability'
  | 'clock'
  | 'keys'
  | 'issuers'
  | 'redis'
  | 'corpus'
  | 'notices';

/** What one look has found. */
export interface Finding {
  readonly check: Check;
  /** `wrong`: the service would not start, or would refuse people. `risky`: it would, until then. */
  readonly result: 'fine' | 'risky' | 'wrong';
  /** What is so; where it should not be, also what to do about it. No secret. */
  readonly says: string;
}

export const fine = (check: Check, says: string): Finding => ({ check, result: 'fine', says });
export const risky = (check: Check, says: string): Finding => ({ check, result: 'risky', says });
export const wrong = (check: Check, says: string): Finding => ({ check, result: 'wrong', says });

/** The same as a service does at its start, which says what to do where it refuses. */
export async function tried(check: Check, says: string, attempt: () => unknown): Promise<Finding> {
  try {
    await attempt();
    return fine(check, says);
  } catch (error) {
    return wrong(check, reasonOf(error));
  }
}

/** A refused connection to several addresses has a code and an empty message; fetch hides its cause. */
export function reasonOf(error: unknown): string {
  const { message, code, cause } = error as { message?: string; code?: string; cause?: unknown };
  const inner = (cause ?? {}) as { message?: string; code?: string };
  const because = inner.code || inner.message;
  const said = message || code || 'it failed';
  return because ? `${said} (${because})` : said;
}
