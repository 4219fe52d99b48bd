import { CorpusUnusable } from '../format/corpus-unusable.js';
import { CorpusDamaged, CorpusFile } from './corpus-file.js';
import { verification } from './verify.js';

/** Reads every byte of a corpus before it is relied on. @throws CorpusUnusable */
export function proveCorpus(path: string): void {
  const corpus = CorpusFile.open(path);
  try {
    for (const _ of verification(corpus, path)) void _;
  } catch (error) {
    if (!(error instanceof CorpusDamaged)) throw error;
    throw new CorpusUnusable(path, `was changed on disk (${error.message})`, 'build it again');
  } finally {
    corpus.close();
  }
}
