import { BreachCorpus } from '#libs/credentials';
import type { BreachVerdict } from '#libs/credentials';
import type { Password } from '#libs/identity';

/**
 * Several corpora as one. A hit in any of them is a hit; clean is what all of them call clean, told in
 * the name of the last one, the largest; otherwise nobody knows.
 */
export class LayeredCorpora extends BreachCorpus {
  constructor(private readonly layers: readonly BreachCorpus[]) {
    super();
  }

  check(password: Password): BreachVerdict {
    let verdict: BreachVerdict = { verdict: 'undetermined', reason: 'corpus_unusable' };
    let unknown: BreachVerdict | undefined;
    for (const layer of this.layers) {
      verdict = layer.check(password);
      if (verdict.verdict === 'breached') return verdict;
      if (verdict.verdict === 'undetermined') unknown ??= verdict;
    }
    return unknown ?? verdict;
  }
}
