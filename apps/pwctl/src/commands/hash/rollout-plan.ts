/** So that rehashing is never what makes people wait. */
const BUDGET_SHARE = 0.1;

const SECONDS_A_DAY = 86_400;

/** Hashes that one process writes anew in a second, at most: LATCHKEY_REHASHES_PER_SECOND. */
export const rehashBudget = (rate: number): number => Math.max(1, Math.floor(rate * BUDGET_SHARE));

/** How the new cost reaches the stored hashes: by people signing in, within a budget. */
export function rolloutPlan({
  rate,
  people,
}: {
  readonly rate: number;
  readonly people: number;
}): readonly string[] {
  const budget = rehashBudget(rate);
  const days = people / (budget * SECONDS_A_DAY);
  const shown = days < 1 ? 'less than a day' : `${Math.ceil(days)} days`;
  return [
    'rollout:',
    '  1. Set LATCHKEY_HASH_COST, LATCHKEY_HASH_MEMORY_MIB, LATCHKEY_HASH_WORKERS and',
    '     LATCHKEY_REHASHES_PER_SECOND for one process of password-srv, `pwctl doctor` there, start it',
    '     again; watch latchkey_hashing_queued and latchkey_hashing_refused_total for a day. Hashes name',
    '     their own parameters, so processes of both costs work side by side.',
    '  2. Set the four for all processes.',
    '  3. Nothing else: a password is hashed anew when it is next verified or changed, which costs',
    '     one more hash that once. Everybody keeps their password; latchkey_rehashes_total tells how far',
    '     it is.',
    `  LATCHKEY_REHASHES_PER_SECOND=${budget}, a tenth of the rate, makes ${people.toLocaleString('en')} people's`,
    `  hashes anew in ${shown} on one process, if they all sign in; who does not keeps the old cost.`,
  ];
}
