import type { KeyRing } from '#libs/hashing';
import type { Database } from '#libs/persistence';

import type { House } from '../support/house.js';
import type { Person } from '../support/person.js';
import type { Guesser, State } from './state.js';

export interface World {
  readonly house: House;
  readonly owner: Database;
  /** The same two keys: one ring seals by the one, the other by the other. */
  readonly rings: readonly [KeyRing, KeyRing];
  readonly serviceToken: string;
}

/** What a model must agree with. */
export type Observed = Pick<State, 'mustChange' | 'epoch' | 'events'> & {
  readonly owner: number;
  readonly stranger: number;
  readonly hasPassword: boolean;
  /** Numbered without a gap, and each yet to be relayed but imports, which nobody is told of. */
  readonly inOrder: boolean;
};

const LOOK = `
  SELECT s.epoch, p.subject IS NOT NULL AS "hasPassword", coalesce(p.must_change, false) AS "mustChange",
    coalesce((SELECT failures FROM credentials.attempts a
      WHERE (a.tenant, a.subject, a.class) = (s.tenant, s.subject, 'owner')), 0) AS owner,
    coalesce((SELECT failures FROM credentials.attempts a
      WHERE (a.tenant, a.subject, a.class) = (s.tenant, s.subject, 'stranger')), 0) AS stranger,
    ARRAY (SELECT e.type FROM journal.event e WHERE (e.tenant, e.subject) = (s.tenant, s.subject)
      AND e.type = ANY ($3) ORDER BY e.subject_seq) AS events,
    (SELECT count(*) = coalesce(max(e.subject_seq), 0)
        AND coalesce(bool_and((r.subject_seq IS NULL) = (e.type = 'password_imported')), true)
      FROM journal.event e LEFT JOIN journal.arrival r USING (tenant, subject, subject_seq)
      WHERE (e.tenant, e.subject) = (s.tenant, s.subject)) AS "inOrder"
  FROM directory.subject s LEFT JOIN credentials.password p USING (tenant, subject)
  WHERE s.tenant = $1 AND s.subject = $2`;

const COMMITTED = [
  ...['password_changed', 'password_set', 'password_reset', 'password_imported'],
  ...['password_removed', 'password_change_required', 'password_unlocked'],
  ...['password_attempts_failed', 'password_locked'],
];

export async function look({ house }: World, { tenant, subject }: Person): Promise<Observed> {
  const [row] = await house.rows<Observed>(LOOK, [tenant, subject, COMMITTED]);
  if (!row) throw new Error('the person is gone');
  // The driver's objects and arrays are of another realm, which a strict comparison tells apart.
  return { ...row, events: [...row.events] };
}

/** As if somebody had failed so often, and had waited since. */
export async function wearDown(
  { house }: World,
  { tenant, subject }: Person,
  whose: Guesser,
  failures: number,
): Promise<void> {
  await house.rows(
    `INSERT INTO credentials.attempts AS a (tenant, subject, class, failures, wait_until)
     VALUES ($1, $2, $3, $4, clock_timestamp() - interval '1 second')
     ON CONFLICT (tenant, subject, class) DO UPDATE
       SET failures = excluded.failures, wait_until = excluded.wait_until`,
    [tenant, subject, whose, failures],
  );
}

export const asObserved = (state: State): Observed => ({
  ...{ mustChange: state.mustChange, epoch: state.epoch, events: state.events },
  ...{ owner: state.owner.failures, stranger: state.stranger.failures },
  ...{ hasPassword: state.password !== undefined, inOrder: true },
});
