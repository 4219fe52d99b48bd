import type { TokenProblem } from './refusal.js';

/**
 * Which session a token belongs to: the issuer's `sid`; without one only the presenting token
 * itself, by a MAC, so that nothing stored can be replayed.
 */
export type SessionMark =
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly tokenMac: string };

/**
 * When a token's session began, as its issuer can tell. `epoch` is exact; `auth_time` is compared
 * with the cut-off plus the issuer's skew allowance; `iat` is weak, because a refreshed token is new.
 * An absent value means that the token lacks its issuer's anchor.
 */
export type SessionAnchor =
  | { readonly kind: 'epoch'; readonly epoch?: number }
  | { readonly kind: 'auth_time' | 'iat'; readonly at?: Date; readonly skewSeconds: number };

/** The subject's session generation, read from the primary in the request's own query. */
export interface Standing {
  readonly status: 'active' | 'disabled';
  /** Counts up by one with every change that ends sessions; 0 until the first. */
  readonly epoch: number;
  readonly cutoff?: { readonly at: Date; readonly kept?: SessionMark };
}

/**
 * Judges a token by when its session began; undefined: it is live. The kept session outlives the
 * cut-off, a disabled subject has no session at all.
 */
export function sessionProblem(
  token: { readonly session: SessionMark; readonly anchor: SessionAnchor },
  { status, epoch, cutoff }: Standing,
): TokenProblem | undefined {
  if (status !== 'active') return 'invalid';
  if (!cutoff) return undefined;
  if (cutoff.kept && sameSession(token.session, cutoff.kept)) return undefined;
  const { anchor } = token;
  if (anchor.kind === 'epoch') {
    if (anchor.epoch === undefined) return 'anchor_missing';
    return anchor.epoch >= epoch ? undefined : 'session_ended';
  }
  if (anchor.at === undefined) return 'anchor_missing';
  const earliest = cutoff.at.getTime() + anchor.skewSeconds * 1000;
  // Claims are whole seconds, rounded down: one in the second of the cut-off may lie before it (R07).
  return anchor.at.getTime() >= earliest ? undefined : 'session_ended';
}

function sameSession(a: SessionMark, b: SessionMark): boolean {
  if (a.issuer !== b.issuer) return false;
  if ('sid' in a) return 'sid' in b && a.sid === b.sid;
  return 'tokenMac' in b && a.tokenMac === b.tokenMac;
}
