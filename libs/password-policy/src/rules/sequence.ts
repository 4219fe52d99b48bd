import type { Rule } from './rule.js';
import { SATISFIED } from './rule.js';

/** What fingers and alphabets walk along: QWERTY and QWERTZ, plain and with shift held. */
export const TRACKS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '!@#$%^&*()',
  '!"§$%&/()=',
  'qwertyuiop',
  'qwertzuiopü',
  'asdfghjklöä',
  'zxcvbnm',
  'yxcvbnm',
] as const;

const walks = new Map<number, ReadonlySet<string>>();

/** Every walk of one length, in both directions. There are no more lengths than tracks are long. */
function walksOf(length: number): ReadonlySet<string> {
  const known = walks.get(length);
  if (known) return known;
  const both = TRACKS.flatMap((track) => [track, Array.from(track).reverse().join('')]);
  const made = new Set(
    both.flatMap((track) =>
      Array.from({ length: Math.max(0, track.length - length + 1) }, (_, at) =>
        track.slice(at, at + length),
      ),
    ),
  );
  walks.set(length, made);
  return made;
}

/** Refuses "12345" or "ytrewq" once the walk is longer than the policy allows. */
export const sequence: Rule<'sequence'> = ({ text }, { allowed }) => {
  const length = Math.min(allowed, MAXIMUM_WALK) + 1;
  const forbidden = walksOf(length);
  const lower = text.toLowerCase();
  for (let at = 0; at + length <= lower.length; at += 1) {
    if (forbidden.has(lower.slice(at, at + length))) return [{ code: 'sequence', allowed }];
  }
  return SATISFIED;
};

/** No track is longer, so longer walks need no set of their own. */
const MAXIMUM_WALK = 26;
