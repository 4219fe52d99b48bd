import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';

import type { Estimator, Strength } from '#libs/password-policy';

import { REASONS, SUGGESTIONS } from './feedback.js';

/**
 * UTF-16 units looked at in one go. The estimator's cost grows steeply with length and with every
 * sign that may stand for a letter: unbounded, 128 crafted characters take seconds.
 */
const STRETCH = 32;
const LEET_SUBSTITUTIONS = 10;

/** Words of the person handed to the estimator; a tenant's 10,000 would each cost time per key. */
const OWN_WORDS = 50;

let loading: Promise<Estimator> | undefined;

/** Loads the dictionaries on the first call and not before: 1.6 MB that most pages never need. */
export function loadEstimator(): Promise<Estimator> {
  loading ??= load().catch((error: unknown) => {
    // The next key may find the network again.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Estimator> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const zxcvbn = new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: STRETCH,
    l33tMaxSubstitutions: LEET_SUBSTITUTIONS,
  });
  return (password, ownWords) => estimate(zxcvbn, password, ownWords.slice(0, OWN_WORDS));
}

/** A long password is at least as hard to guess as the better of its first and its last stretch. */
function estimate(zxcvbn: ZxcvbnFactory, password: string, ownWords: string[]): Strength {
  const first = zxcvbn.check(password, ownWords);
  if (password.length <= STRETCH || first.score === 4) return strength(first);
  const last = zxcvbn.check(password.slice(-STRETCH), ownWords);
  return strength(last.score > first.score ? last : first);
}

function strength({ score, feedback }: ZxcvbnResult): Strength {
  const reason = REASONS[feedback.warning ?? ''];
  const suggestion = SUGGESTIONS[feedback.suggestions[0] ?? ''];
  return { score, ...(reason && { reason }), ...(suggestion && { suggestion }) };
}
