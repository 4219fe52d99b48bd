import type { TenantId } from '#libs/identity';
import { isTenantId, Secret } from '#libs/identity';

import { Egress } from '../egress/egress.js';

/** Where the passwords of one tenant's people are known who have none here yet. */
export interface LegacyVerifierSettings {
  readonly url: string;
  /** The bearer token that it knows us by. */
  readonly token: Secret;
  /** The longest that its answer is waited for. */
  readonly timeoutMs: number;
  /** The operator's word that `http:` and addresses which are not global are meant. */
  readonly allowPrivate: boolean;
}

export type LegacyVerifiersByTenant = ReadonlyMap<TenantId, LegacyVerifierSettings>;

/** A person waits for it, after a password that is perhaps right. */
const TIMEOUT = { standard: 2_000, least: 100, most: 10_000 };

const KNOWN = new Set(['url', 'token', 'timeout_ms', 'private']);

/** Named together, so that an operator corrects them once. Never repeats a value. */
class Wrong extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(mistakes.join('; '));
  }
}

/** `{"acme": {"url": "https://…", "token": "…", "timeout_ms"?: 2000, "private"?: false}}` */
export function parseLegacyVerifiers(document: unknown): LegacyVerifiersByTenant {
  if (!isObject(document)) throw new Wrong(['must be an object with a tenant for each name']);
  const mistakes: string[] = [];
  const read = Object.entries(document).flatMap(([tenant, entry]) => {
    if (!isTenantId(tenant)) {
      mistakes.push('names something that is no tenant id');
      return [];
    }
    const wrong = mistakesIn(entry);
    mistakes.push(...wrong.map((one) => `of ${tenant}: ${one}`));
    return wrong.length > 0 ? [] : [[tenant, settingsOf(entry as Entry)] as const];
  });
  if (mistakes.length > 0) throw new Wrong(mistakes);
  return new Map(read);
}

interface Entry {
  readonly url: string;
  readonly token: string;
  readonly timeout_ms?: number;
  readonly private?: boolean;
}

const settingsOf = (entry: Entry): LegacyVerifierSettings => ({
  url: entry.url,
  token: new Secret(entry.token),
  timeoutMs: entry.timeout_ms ?? TIMEOUT.standard,
  allowPrivate: entry.private ?? false,
});

function mistakesIn(entry: unknown): readonly string[] {
  if (!isObject(entry)) return ['must be an object'];
  const {
    url,
    token,
    timeout_ms: timeoutMs = TIMEOUT.standard,
    private: isPrivate = false,
  } = entry;
  const wrong: string[] = [];
  if (Object.keys(entry).some((name) => !KNOWN.has(name))) {
    wrong.push(`only ${[...KNOWN].join(', ')} are known`);
  }
  if (typeof isPrivate !== 'boolean') wrong.push('private must be true or false');
  const allowPrivate = isPrivate === true;
  const objection = new Egress({ allowPrivate }).objectionTo(typeof url === 'string' ? url : '');
  if (objection !== undefined) wrong.push(`url: ${objection}`);
  // What a header cannot carry would be an error at every login.
  if (typeof token !== 'string' || !/^[\x21-\x7e]+$/u.test(token)) {
    wrong.push('token must be visible ASCII characters');
  }
  const { least, most } = TIMEOUT;
  const isTime = Number.isInteger(timeoutMs) && Number(timeoutMs) >= least;
  if (!isTime || Number(timeoutMs) > most) {
    wrong.push(`timeout_ms must be a whole number from ${String(least)} to ${String(most)}`);
  }
  return wrong;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
