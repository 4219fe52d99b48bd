import { openKillStage } from './password-srv-stage.mjs';

/** From accepting a request to answering it, in order; one that is never hit fails the sweep. */
export const POINTS = [
  'accepted',
  'account read',
  'understood',
  'request claimed',
  'turn given',
  'password proven',
  'history read',
  'hash sealed',
  'commit begins',
  'commit sent',
  'commit under way',
  'commit answered',
  'concluded',
  'answer made',
  'answer sent',
  'answered',
];

/** A first password has none to prove. */
const OF_CHANGES_ONLY = new Set(['password proven']);

/** Processes that are killed or on their way to it at the same time. */
const LANES = 2;

/**
 * Kills password-srv at every point, `times` times each, changes and first passwords in turn, and
 * looks at what is in force then, what was told, and what the same request is answered afterwards.
 */
export async function sweep(times, say = () => undefined, progress = () => undefined) {
  const stage = await openKillStage();
  const harm = [];
  // Round by round, so that a sweep that is ended early has been everywhere.
  const orders = Array.from({ length: times }, (_, nth) =>
    POINTS.map((point) => ({
      point,
      operation: nth % 2 === 1 && !OF_CHANGES_ONLY.has(point) ? 'set' : 'change',
      last: nth === times - 1,
    })),
  ).flat();
  let next = 0;
  const lane = async (number) => {
    let ready = stage.start(number, next);
    for (let order = orders[next++]; order; order = orders[next++]) {
      const victim = await ready;
      // The next one starts while this one is killed and looked after.
      ready = next < orders.length ? stage.start(number, next) : undefined;
      const found = await stage.kill(victim, order);
      if (found) {
        harm.push(`${order.operation} at ${order.point}: ${found}`);
        say(harm.at(-1));
      }
      if (order.last) say(`${order.point}: ${times} kills`);
      else if (order.point === POINTS.at(-1)) progress(next);
    }
    await (await ready)?.stop();
  };
  try {
    await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
    return harm;
  } finally {
    await stage.close();
  }
}
