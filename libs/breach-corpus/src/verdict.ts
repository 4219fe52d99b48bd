import type { BreachSource, BreachVerdict, SourceInService } from '#libs/credentials';

import { CorpusDamaged } from './file/corpus-file.js';
import type { CorpusFile } from './file/corpus-file.js';
import { atLeastOf } from './format/count-classes.js';

/** What a corpus says of a password, or that it cannot say anything. */
export function verdictOf(
  source: BreachSource,
  corpus: CorpusFile,
  count: () => number,
): BreachVerdict {
  try {
    return spoken(source, count(), corpus);
  } catch (error) {
    // Besides damage: the disk itself may refuse (EIO).
    if (!(error instanceof CorpusDamaged) && !(error instanceof Error && 'syscall' in error)) {
      throw error;
    }
    return { source, verdict: 'undetermined', reason: 'corpus_damaged' };
  }
}

function spoken(source: BreachSource, count: number, corpus: CorpusFile): BreachVerdict {
  const said = { source, corpusVersion: corpus.version, corpusDate: corpus.header.sourceDate };
  return count > 0
    ? { ...said, verdict: 'breached', atLeast: atLeastOf(count) }
    : { ...said, verdict: 'clean' };
}

/** A file as a source; absent while none can be used. */
export const sourceOf = (source: BreachSource, corpus: CorpusFile | undefined): SourceInService =>
  corpus
    ? {
        source,
        usable: true,
        version: corpus.version,
        date: corpus.header.sourceDate,
        entries: corpus.header.entries,
      }
    : { source, usable: false };
