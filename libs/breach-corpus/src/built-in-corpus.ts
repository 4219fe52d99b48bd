import { createRequire } from 'node:module';

import { dictionary } from '@zxcvbn-ts/language-common';

import { BreachCorpus } from '#libs/credentials';
import type { BreachVerdict } from '#libs/credentials';
import type { Password } from '#libs/identity';

/** The version of the list is that of the package that carries it (MIT, 49,000 passwords). */
const { version } = createRequire(import.meta.url)('@zxcvbn-ts/language-common/package.json') as {
  version: string;
};

/**
 * The passwords that everybody tries first, in memory, always there. The list does not say how
 * often each of them was seen: at least once.
 */
export class BuiltInCorpus extends BreachCorpus {
  readonly #listed: ReadonlySet<string>;
  readonly #version = `built-in-${version}`;

  constructor(passwords: readonly string[] = dictionary['passwords-common']) {
    super();
    this.#listed = new Set(passwords.map(folded));
  }

  check(password: Password): BreachVerdict {
    const corpusVersion = this.#version;
    return this.#listed.has(folded(password.reveal()))
      ? { verdict: 'breached', atLeast: 1, corpusVersion }
      : { verdict: 'clean', corpusVersion };
  }
}

/**
 * The list and the question go through the same fold: a list that is folded on one side only never
 * matches upper-case entries. Guessers try `Password` right after `password`.
 */
const folded = (text: string): string => text.normalize('NFC').toLowerCase();
