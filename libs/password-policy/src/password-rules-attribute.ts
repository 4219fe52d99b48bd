import type { Policy } from './policy.js';
import { TRACKS } from './rules/sequence.js';
import type { CharacterClass } from './violation.js';

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** The characters that generators know, by kind. ASCII, because they draw from nothing else. */
const ALPHABET: { readonly [Name in CharacterClass]: string } = {
  letter: letters + letters.toUpperCase(),
  lower: letters,
  upper: letters.toUpperCase(),
  digit: '0123456789',
  symbol: '-~!@#$%^&*_+=`|(){}[:;"\'<>,.?] ',
};

const NAMED: { readonly [Name in CharacterClass]: string } = {
  letter: 'lower, upper',
  lower: 'lower',
  upper: 'upper',
  digit: 'digit',
  symbol: 'special',
};

/**
 * The policy for password generators, in the form of the HTML attribute `passwordrules` as Apple
 * defines it. A password that follows it passes every rule that is public.
 */
export function passwordRulesAttribute(policy: Policy): string {
  const { minimum, maximum, classes, repeats, sequences } = policy;
  const kinds = sequences === null ? named(classes) : spelledOut(classes, sequences);
  const rules = [
    `minlength: ${minimum}`,
    `maxlength: ${maximum}`,
    ...kinds,
    ...(repeats === null ? [] : [`max-consecutive: ${repeats}`]),
  ];
  return `${rules.join('; ')};`;
}

const named = (classes: readonly CharacterClass[]): readonly string[] => [
  ...classes.map((name) => `required: ${NAMED[name]}`),
  'allowed: ascii-printable',
];

/** The attribute cannot forbid sequences, so it leaves out characters until none can be spelled. */
function spelledOut(classes: readonly CharacterClass[], sequences: number): readonly string[] {
  const without = stumblingBlocks(sequences);
  const rest = (name: CharacterClass) =>
    Array.from(ALPHABET[name])
      .filter((character) => !without.has(character.toLowerCase()))
      .join('');
  return [
    ...classes.map((name) => `required: ${listed(rest(name))}`),
    `allowed: ${listed(rest('letter') + rest('digit') + rest('symbol'))}`,
  ];
}

/** Characters without which every track falls into pieces no longer than allowed. */
function stumblingBlocks(allowed: number): ReadonlySet<string> {
  const blocks = new Set<string>();
  for (const track of TRACKS) {
    let run = 0;
    for (const character of track) {
      run = blocks.has(character) ? 0 : run + 1;
      if (run <= allowed) continue;
      blocks.add(character);
      run = 0;
    }
  }
  return blocks;
}

/** The notation wants `-` first and `]` last within the brackets. */
function listed(characters: string): string {
  const inner = characters.replace(/[-\]]/g, '');
  const first = characters.includes('-') ? '-' : '';
  const last = characters.includes(']') ? ']' : '';
  return `[${first}${inner}${last}]`;
}
