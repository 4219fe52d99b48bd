import type { BreachVerdict } from '#libs/credentials';

import { CorpusDamaged } from './file/corpus-file.js';
import type { CorpusFile } from './file/corpus-file.js';
import { atLeastOf } from './format/count-classes.js';

/** What a corpus says of a password, or that it cannot say anything. */
export function verdictOf(corpus: CorpusFile, count: () => number): BreachVerdict {
  try {
    return spoken(count(), corpus.version, corpus.header.sourceDate);
  } catch (error) {
    // Besides damage: the disk itself may refuse (EIO).
    if (!(error instanceof CorpusDamaged) && !(error instanceof Error && 'syscall' in error)) {
      throw error;
    }
    return { verdict: 'undetermined', reason: 'corpus_damaged' };
  }
}

export const spoken = (count: number, corpusVersion: string, corpusDate: Date): BreachVerdict =>
  count > 0
    ? { verdict: 'breached', atLeast: atLeastOf(count), corpusVersion, corpusDate }
    : { verdict: 'clean', corpusVersion, corpusDate };
