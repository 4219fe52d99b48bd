import { BreachCorpus } from '#libs/credentials';
import type { BreachVerdict, SourceInService } from '#libs/credentials';
import type { Password } from '#libs/identity';

type Hit = Extract<BreachVerdict, { verdict: 'breached' }>;

const byOccurrences = (a: Hit, b: Hit): number => b.atLeast - a.atLeast;

const NO_LAYER: BreachVerdict = {
  source: 'built_in',
  verdict: 'undetermined',
  reason: 'corpus_unusable',
};

/**
 * Several corpora as one. A hit in any of them is a hit, that which was seen most often; clean is what all of them call clean, told in
 * the name of the last one, the largest; otherwise nobody knows.
 */
export class LayeredCorpora extends BreachCorpus {
  constructor(private readonly layers: readonly BreachCorpus[]) {
    super();
  }

  check(password: Password): BreachVerdict {
    const verdicts = this.layers.map((layer) => layer.check(password));
    const [first] = verdicts.filter((one) => one.verdict === 'breached').sort(byOccurrences);
    const unknown = verdicts.find(({ verdict }) => verdict === 'undetermined');
    return first ?? unknown ?? verdicts.at(-1) ?? NO_LAYER;
  }

  inService(): readonly SourceInService[] {
    return this.layers.flatMap((layer) => layer.inService());
  }
}
