import { openLocalBreachSources, RangeClient } from '#libs/breach-corpus';
import type { SourceStatus } from '#libs/credentials';
import { statusOf } from '#libs/credentials';
import { Password } from '#libs/identity';
import { Egress, systemClock } from '#libs/platform';

import type { Finding } from './finding.js';
import { fine, risky, wrong } from './finding.js';

interface Given {
  readonly breachCorpus?: string | undefined;
  readonly breachCorpusMaxAgeDays: number;
  readonly breachRangeUrl?: string | undefined;
  readonly breachRangeSparse: boolean;
}

/** What knows of breached passwords besides the built-in list, and how old it is. */
export async function corpusFindings(given: Given): Promise<readonly Finding[]> {
  const { breachCorpus, breachRangeUrl } = given;
  if (breachCorpus === undefined && breachRangeUrl === undefined) {
    return [
      risky(
        'corpus',
        'only the built-in list is asked: build a corpus (`pwctl breach pull` and `build`) and name it ' +
          'in LATCHKEY_BREACH_CORPUS, or a range server in LATCHKEY_BREACH_RANGE_URL',
      ),
    ];
  }
  return [
    ...(breachCorpus === undefined ? [] : fileFindings(breachCorpus, given)),
    ...(breachRangeUrl === undefined ? [] : [await serverFinding(breachRangeUrl, given)]),
  ];
}

function fileFindings(
  path: string,
  { breachCorpusMaxAgeDays: limitDays }: Given,
): readonly Finding[] {
  const problems: string[] = [];
  const local = openLocalBreachSources(path, { onProblem: (problem) => problems.push(problem) });
  const sources = local.corpus.inService();
  local.close();
  if (problems.length > 0) return problems.map((problem) => wrong('corpus', problem));
  return sources
    .filter(({ source }) => source === 'corpus_file')
    .map((one) => ageFinding(path, statusOf(one, systemClock.now(), limitDays), limitDays));
}

function ageFinding(
  path: string,
  { alarm, version, ageDays = 0, entries = 0 }: SourceStatus,
  limitDays: number,
): Finding {
  const is = `${path} (${version ?? 'unknown'}, ${entries} entries) is ${ageDays} days old`;
  if (!alarm) return fine('corpus', is);
  return risky(
    'corpus',
    `${is}, more than ${limitDays}: build a new one and rename it onto this one`,
  );
}

/** Of which every server has heard. */
const KNOWN = 'password';

async function serverFinding(
  baseUrl: string,
  { breachRangeSparse: sparse }: Given,
): Promise<Finding> {
  const egress = new Egress({ allowPrivate: true });
  const verdict = await new RangeClient({ baseUrl, egress, sparse }).check(new Password(KNOWN));
  egress.close();
  if (verdict.verdict === 'breached') return fine('corpus', `${baseUrl} answers`);
  if (verdict.verdict === 'clean') {
    const says = `${baseUrl} knows nothing of "${KNOWN}"`;
    return sparse
      ? fine('corpus', `${says}; it may hold some ranges only`)
      : wrong('corpus', `${says}: this is no range server, correct LATCHKEY_BREACH_RANGE_URL`);
  }
  return wrong(
    'corpus',
    `${baseUrl} tells nothing (${verdict.reason}): correct LATCHKEY_BREACH_RANGE_URL, or let this ` +
      'machine reach it',
  );
}
