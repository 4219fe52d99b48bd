import { Stop } from './stop.mjs';

/** 20.19 is the first Node 20 whose `require` of an ES module needs no flag. */
const OLDEST = [20, 19];

export function nodeIsRecent(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Stop(
    `Latchkey needs Node.js ${OLDEST.join('.')} or newer; this is ${version}.\n` +
      'Install a newer one from https://nodejs.org, then run the same command again.',
  );
}
