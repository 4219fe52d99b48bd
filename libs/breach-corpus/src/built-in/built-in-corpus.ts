import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { BreachCorpus } from '#libs/credentials';
import type { BreachVerdict, SourceInService } from '#libs/credentials';
import type { Password } from '#libs/identity';

import { CorpusFile } from '../file/corpus-file.js';
import { sha1Of } from '../format/sha1.js';
import { sourceOf, verdictOf } from '../verdict.js';
import { folded } from './folded.js';

const BUILT_IN = 'built_in';

/** The build puts the file beside the compiled library; sources are run by tests only. */
const PLACES = ['../../built-in.lbc', '../../../../dist/libs/breach-corpus/built-in.lbc'];

export function builtInFile(): string {
  const places = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('the built-in list of breached passwords is missing: npm run build');
  return found;
}

/** The passwords that everybody tries first, always there. Without them nothing starts. */
export class BuiltInCorpus extends BreachCorpus {
  readonly file: CorpusFile;

  /** @throws CorpusUnusable */
  constructor(path: string = builtInFile()) {
    super();
    this.file = CorpusFile.open(path);
  }

  check(password: Password): BreachVerdict {
    const text = password.reveal();
    const verdict = verdictOf(
      BUILT_IN,
      this.file,
      () => this.file.find(sha1Of(folded(text))) || this.file.find(sha1Of(text)),
    );
    if (verdict.verdict === 'undetermined') return verdict;
    return { ...verdict, corpusVersion: this.file.header.sourceName };
  }

  inService(): readonly SourceInService[] {
    return [{ ...sourceOf(BUILT_IN, this.file), version: this.file.header.sourceName }];
  }
}
