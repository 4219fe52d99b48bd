import type { Password } from '#libs/identity';

import { folded } from './folding.js';

/** A password under judgement: what several rules need of it, worked out once. */
export class Candidate {
  readonly text: string;
  readonly codePoints: number;
  readonly bytes: number;
  #folded: string | undefined;

  constructor(password: Password) {
    this.text = password.reveal();
    this.codePoints = password.codePoints;
    this.bytes = password.bytes;
  }

  get folded(): string {
    this.#folded ??= folded(this.text);
    return this.#folded;
  }
}
