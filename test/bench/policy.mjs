import { Password } from '#libs/identity';
import {
  ContextWords,
  effectivePolicy,
  evaluate,
  judgeAgainstCurrent,
  pageJudge,
  requirements,
} from '#libs/password-policy';
import { loadEstimator } from '#libs/strength';

import { bundled, POLICY_PAGE } from '../support/bundle.mjs';
import { median, round } from './load.mjs';

const POLICY = effectivePolicy('nist-800-63b-4', false);
const LEGACY = { ...effectivePolicy('legacy', false), similarity: true };

const words = (count) =>
  Array.from({ length: count }, (_, n) => ({ source: 'word_list', text: `Wörter-liste ${n}` }));

/** The longest input that reaches a rule, and shapes that hurt careless ones. */
const LONGEST = [
  'a'.repeat(1024),
  'a'.repeat(1023) + 'b',
  '-'.repeat(1024),
  'e\u0301'.repeat(340),
  '😀'.repeat(256),
  '1234'.repeat(256),
  'jan1'.repeat(256),
  'İ'.repeat(512),
];

/** Evaluations per second, the longest single one, and what a page loads. */
export async function measure({ rounds, seconds }) {
  throughput(rounds, seconds);
  longest();
  const { gzipped } = await bundled(POLICY_PAGE);
  console.log(`browser bundle: ${gzipped} bytes compressed (20,480 are allowed)`);
  await estimation();
}

function throughput(rounds, seconds) {
  const knowledge = { words: [new ContextWords(words(50))], allWords: true };
  const passwords = Array.from({ length: 1000 }, (_, n) =>
    `Quiet harbour ${n + 10_000}`.padEnd(20, 'x'),
  );
  const once = (text) => evaluate(new Password(text), POLICY, knowledge);
  perSecond(seconds / 5, passwords, once);
  const rates = Array.from({ length: rounds }, () => perSecond(seconds / 5, passwords, once));
  console.log('20 characters, NIST, 50 context words, no estimator: evaluations/s by round');
  console.log(
    `  ${rates.map((rate) => round(rate, 0)).join('  ')}  median ${round(median(rates), 0)}`,
  );
  const judge = pageJudge(requirements(LEGACY, 'en'));
  console.log(`  a page under legacy: ${round(perSecond(seconds / 5, passwords, judge), 0)}`);
  const started = performance.now();
  const many = new ContextWords(words(10_000));
  console.log(`10,000 context words: prepared in ${round(performance.now() - started, 1)} ms`);
  const listed = { words: [many], allWords: true };
  const withMany = (text) => evaluate(new Password(text), POLICY, listed);
  console.log(
    `  evaluations/s with them: ${round(perSecond(seconds / 5, passwords, withMany), 0)}`,
  );
}

function perSecond(seconds, inputs, work) {
  const end = performance.now() + seconds * 1000;
  const started = performance.now();
  let finished = 0;
  while (performance.now() < end) {
    for (const input of inputs) work(input);
    finished += inputs.length;
  }
  return (finished * 1000) / (performance.now() - started);
}

function longest() {
  const knowledge = { words: [new ContextWords(words(10_000))], allWords: true };
  const slowest = (work) => Math.max(...LONGEST.map((text) => median(times(() => work(text)))));
  const evaluation = slowest((text) => evaluate(new Password(text), LEGACY, knowledge));
  const comparison = slowest((text) =>
    judgeAgainstCurrent(new Password(text), new Password(`${text.slice(0, -2)}zz`), LEGACY),
  );
  console.log('longest input (1,024 bytes), worst of its shapes, median of 50:');
  console.log(
    `  evaluation ${round(evaluation, 3)} ms, comparison with the current ${round(comparison, 3)} ms`,
  );
}

const times = (work, count = 50) =>
  Array.from({ length: count }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });

async function estimation() {
  const started = performance.now();
  const estimate = await loadEstimator();
  console.log(`estimator: loaded in ${round(performance.now() - started, 0)} ms`);
  for (const text of ['Quiet harbour 12345x', '@4013$57'.repeat(16), '2025'.repeat(32)]) {
    const taken = median(times(() => estimate(text, ['alice', 'latchkey']), 9));
    console.log(`  ${text.length} characters like ${text.slice(0, 12)}: ${round(taken, 1)} ms`);
  }
}
