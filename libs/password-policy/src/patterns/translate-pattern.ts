import type { SomeRules } from '../policy-rules.js';
import { MAXIMUM_CODE_POINTS } from '../policy-rules.js';
import { strictest } from '../strictest.js';
import type { CharacterClass } from '../violation.js';
import { ANY, classOf, others } from './character-set.js';
import type { Piece, Sequence } from './pattern-tree.js';
import { NotUnderstood, PatternReader } from './pattern-tree.js';

/** What patterns can say of our rules. */
export type PatternRules = Pick<SomeRules, 'minimum' | 'maximum' | 'classes' | 'repeats'>;

/** Why a pattern is no rule of ours. */
export type PatternProblem = 'too_long' | 'not_a_rule' | 'out_of_range' | 'not_anchored';

export type TranslatedPattern =
  { readonly rules: PatternRules } | { readonly problem: PatternProblem };

/** Patterns as people write them have some dozens of characters; longer ones are not looked at. */
const LONGEST_PATTERN = 512;

/** The platform's floor; 0 and 1 say no more than that there is a password. */
const LEAST_MINIMUM = 8;

class Untranslatable extends Error {
  constructor(readonly problem: PatternProblem) {
    super(problem);
  }
}

const no = (problem: PatternProblem): never => {
  throw new Untranslatable(problem);
};

/** The rules that a usual pattern means. Reads it as a text; no foreign pattern is ever run. */
export function translatePattern(pattern: string): TranslatedPattern {
  if (pattern.length > LONGEST_PATTERN) return { problem: 'too_long' };
  try {
    return { rules: meaning(new PatternReader(pattern).read()) };
  } catch (error) {
    if (error instanceof Untranslatable) return { problem: error.problem };
    if (error instanceof NotUnderstood) return { problem: 'not_a_rule' };
    throw error;
  }
}

interface Anchors {
  readonly start: boolean;
  readonly end: boolean;
}

function meaning(whole: Sequence): PatternRules {
  const { body, ...anchors } = withoutAnchors(whole);
  const split = body.findIndex(({ kind }) => kind !== 'ahead');
  const ahead = split < 0 ? body : body.slice(0, split);
  const rest = split < 0 ? [] : body.slice(split);
  if (rest.length === 0 && (ahead.length === 0 || anchors.end)) return no('not_a_rule');
  const rules = [...ahead.map((piece) => looking(piece, anchors)), consuming(rest, anchors)];
  return strictest(...rules);
}

function withoutAnchors(sequence: Sequence): Anchors & { readonly body: Sequence } {
  const start = sequence[0]?.kind === 'start';
  const end = sequence.at(-1)?.kind === 'end';
  return { start, end, body: sequence.slice(start ? 1 : 0, end ? -1 : undefined) };
}

function looking(piece: Piece, outer: Anchors): PatternRules {
  if (piece.kind !== 'ahead' || piece.least !== 1 || piece.most !== 1) return no('not_a_rule');
  if (!piece.holds) return outer.start ? withoutRepeats(piece.body) : no('not_anchored');
  const { body, end } = withoutAnchors(piece.body);
  return consuming(body, { start: outer.start, end });
}

/** `.{8,64}`, or a character of a class with anything around it. */
function consuming(body: Sequence, anchors: Anchors): PatternRules {
  const [only, ...more] = body;
  if (!only) return {};
  if (more.length > 0 || !isAny(only)) return { classes: [contained(body, anchors)] };
  return length(only, anchors);
}

const isAny = (piece: Piece): boolean => piece.kind === 'set' && piece.set === ANY;
const isFiller = (piece: Piece | undefined): boolean =>
  piece !== undefined && isAny(piece) && piece.least === 0 && piece.most === Infinity;

function length({ least, most }: Piece, { start, end }: Anchors): PatternRules {
  if (most !== Infinity && !(start && end)) return no('not_anchored');
  const bounds = [...(least > 1 ? [least] : []), ...(most === Infinity ? [] : [most])];
  const fits = bounds.every((bound) => bound >= LEAST_MINIMUM && bound <= MAXIMUM_CODE_POINTS);
  if (!fits) return no('out_of_range');
  return { ...(least > 1 && { minimum: least }), ...(most !== Infinity && { maximum: most }) };
}

function contained(body: Sequence, { start, end }: Anchors): CharacterClass {
  const [first, ...rest] = body;
  const last = rest.at(-1);
  const closed = isFiller(last);
  if (end && !closed) return no('not_a_rule');
  const middle = closed ? body.slice(0, -1) : body;
  if (middle.length === 1 && first?.kind === 'group' && first.least === 1) {
    return contained(first.body, { start, end: false });
  }
  const [lead, asked] = middle.length === 2 ? middle : [undefined, middle[0]];
  if (middle.length > 2 || asked?.kind !== 'set' || asked.least !== 1) return no('not_a_rule');
  const found = classOf(asked.set);
  if (!found || !(lead ? isFiller(lead) || skips(lead, asked.set) : !start))
    return no('not_a_rule');
  return found;
}

/** `[^a-z]*[a-z]`: everything up to the first one. */
const skips = (piece: Piece, set: bigint): boolean =>
  piece.kind === 'set' && piece.set === others(set) && piece.least === 0 && piece.most === Infinity;

/** `.*(.)\1{3}`: a character that follows itself too often, anywhere. */
function withoutRepeats(body: Sequence): PatternRules {
  const open = isFiller(body.at(-1)) ? body.slice(0, -1) : body;
  const [filler, group, ...again] = open;
  const one = group?.kind === 'group' && group.least === 1 && group.most === 1 && group.body;
  const single = one && one.length === 1 && one[0] && isAny(one[0]) && one[0].most === 1;
  if (!isFiller(filler) || !single || one[0]?.least !== 1) return no('not_a_rule');
  const same = again.every((piece) => piece.kind === 'again' && piece.group === group.number);
  const repeats = again.reduce((sum, { least }) => sum + least, 0);
  if (!same || repeats === 0) return no('not_a_rule');
  return repeats > MAXIMUM_CODE_POINTS ? no('out_of_range') : { repeats };
}
