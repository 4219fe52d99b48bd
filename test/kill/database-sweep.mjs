import { openKillStage } from './password-srv-stage.mjs';

/**
 * Where password-srv is when its database is killed: before, during and after the commit. A change counts
 * itself after its commit, a first password does not: so the first round has one answered.
 */
export const MOMENTS = [
  'account read',
  'turn given',
  'commit begins',
  'commit sent',
  'commit answered',
  'commit under way',
  'answer made',
];

/**
 * Kills the database at every moment, `times` times each, changes and first passwords in turn, under
 * one process that nobody helps to recover; looks at what is in force, was told, and is told again.
 */
export async function sweepDatabase(times, say = () => undefined) {
  const stage = await openKillStage();
  const harm = [];
  try {
    const victim = await stage.start('database', 0);
    for (let nth = 0; nth < times * MOMENTS.length; nth += 1) {
      const point = MOMENTS[nth % MOMENTS.length];
      const operation = nth % 2 === 1 ? 'set' : 'change';
      const found = await stage.crash(victim, { point, operation });
      if (found) harm.push(`${operation} at ${point}: ${found}`);
      say(found ? harm.at(-1) : `${operation} at ${point}`);
    }
    await victim.stop();
    return harm;
  } finally {
    await stage.close();
  }
}
