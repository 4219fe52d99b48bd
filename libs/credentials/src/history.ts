import type { ChangeId, Password } from '#libs/identity';

import type { PasswordCredential } from './account.js';
import type { EnvelopeBinding, HashingTurn, RememberedPassword } from './ports/password-hashing.js';

/** An entry that is not stored yet. `enteredAt` where its password is older than the change. */
export interface NewEntry extends RememberedPassword {
  readonly enteredAt?: Date;
}

/** What a change makes of a person's history: adds entries, and forgets whatever it does not keep. */
export interface HistoryChange {
  /** Oldest first. */
  readonly add: readonly NewEntry[];
  readonly keep: readonly ChangeId[];
}

/** Of somebody whose policy remembers nothing, nothing is kept. */
export const FORGET_ALL: HistoryChange = { add: [], keep: [] };

export interface Candidate {
  readonly password: Password;
  readonly binding: EnvelopeBinding;
  /** How many passwords the policy remembers, the one in force among them; at least 1. */
  readonly depth: number;
  /** How long one counts after it was replaced; null: for good. */
  readonly days: number | null;
  /** What is stored, newest first. */
  readonly memory: readonly RememberedPassword[];
  /** The proven one that it shall replace; absent on a first set. */
  readonly current?: { readonly password: Password; readonly credential: PasswordCredential };
}

/**
 * Judges a new password by the remembered ones and enters it among them: one slow hash, a second one
 * while entries of an older generation remain, or where the password in force has no entry yet
 * because the policy remembered nothing when it was chosen.
 */
export async function admittedByHistory(
  turn: HashingTurn,
  candidate: Candidate,
): Promise<HistoryChange | 'used_before'> {
  const { password, binding, depth } = candidate;
  const stored = candidate.memory.slice(0, depth);
  const first = await missingEntry(turn, candidate, stored);
  const recollection = await turn.recall(password, first ? [first, ...stored] : stored, binding);
  if (recollection.usedBefore) return 'used_before';
  const kept = recollection.compared.slice(0, depth - 1);
  const entry = recollection.entry(binding.changeId);
  return { add: first ? [first, entry] : [entry], keep: kept.map(({ id }) => id) };
}

/**
 * What the remembered passwords say of one that is refused already, so that all is told at once: one
 * slow hash or two, never more than the change would have cost; none where it is the one in force.
 */
export async function alsoUsedBefore(
  turn: HashingTurn,
  { password, binding, depth, memory }: Candidate,
): Promise<boolean> {
  const stored = memory.slice(0, depth);
  return stored.length > 0 && (await turn.recall(password, stored, binding)).usedBefore;
}

/** With a depth of 1 only the one in force counts, and "same as current" has judged that already. */
async function missingEntry(
  turn: HashingTurn,
  { current, depth, binding }: Candidate,
  stored: readonly RememberedPassword[],
): Promise<NewEntry | undefined> {
  if (!current || depth < 2) return undefined;
  const { changeId, changedAt } = current.credential;
  if (stored.some(({ id }) => id === changeId)) return undefined;
  const bound = { ...binding, changeId };
  const entry = await turn.remember(current.password, stored, bound);
  return { ...entry, enteredAt: changedAt };
}
