/** So that rehashing is never what makes people wait. */
const BUDGET_SHARE = 0.1;

const SECONDS_A_DAY = 86_400;

/** How the new cost reaches the stored hashes: by people signing in, within a budget. */
export function rolloutPlan({
  rate,
  people,
}: {
  readonly rate: number;
  readonly people: number;
}): readonly string[] {
  const budget = rate * BUDGET_SHARE;
  const days = people / (budget * SECONDS_A_DAY);
  const shown = days < 1 ? 'less than a day' : `${Math.ceil(days)} days`;
  return [
    'rollout:',
    '  1. Set the three variables on one process; watch latchkey_hashing_queued and',
    '     latchkey_hashing_refused_total for a day. Hashes name their own parameters, so processes',
    '     of both costs work side by side.',
    '  2. Set them on all processes.',
    '  3. Nothing else: a password is hashed anew when it is next verified or changed, which costs',
    '     one more hash that once. Everybody keeps their password.',
    `  A tenth of the rate, ${budget.toFixed(1)} a second, makes ${people.toLocaleString('en')} people's`,
    `  hashes anew in ${shown}, if they all sign in; who does not keeps the old cost.`,
  ];
}
