import { ScoreInShadow, ShadowCounts } from '#libs/credentials';
import type { BreachCorpus, ShadowDay, ShadowMark } from '#libs/credentials';
import type { ShadowVerdict } from '#libs/password-policy';

/** Remembers each verdict. */
export class FakeShadowCounts extends ShadowCounts {
  readonly counted: { readonly shadow: ShadowMark; readonly verdict: ShadowVerdict }[] = [];
  lost = 0;

  add(shadow: ShadowMark, verdict: ShadowVerdict): void {
    this.counted.push({ shadow, verdict });
  }

  missed(): void {
    this.lost += 1;
  }

  soFar(): Promise<readonly ShadowDay[]> {
    return Promise.resolve([]);
  }
}

const nobodyAsks = (): never => {
  throw new Error('nothing is tried out here');
};
const NO_CORPUS: BreachCorpus = { check: nobodyAsks, inService: nobodyAsks };

/** For accounts on which nothing is tried out. */
export const noShadow = (): ScoreInShadow =>
  new ScoreInShadow(NO_CORPUS, nobodyAsks, new FakeShadowCounts());
