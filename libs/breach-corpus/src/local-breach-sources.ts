import type { BreachCorpus } from '#libs/credentials';

import { BuiltInCorpus } from './built-in/built-in-corpus.js';
import { LiveCorpus } from './live-corpus.js';
import type { ServiceWatch } from './live-corpus.js';
import type { CorpusFile } from './file/corpus-file.js';
import { LayeredCorpora } from './layered-corpora.js';

/** What a process knows of breaches without asking anybody. */
export interface LocalBreachSources {
  readonly corpus: BreachCorpus;
  /** The corpus that ranges are served from: the operator's where it has full suffixes. */
  servedRanges(): CorpusFile;
  close(): void;
}

/** Opens the built-in list and, where there is one, the operator's file. @throws CorpusUnusable */
export function openLocalBreachSources(
  file: string | undefined,
  watch: ServiceWatch,
): LocalBreachSources {
  const builtIn = new BuiltInCorpus();
  const local = file === undefined ? undefined : new LiveCorpus(file, watch);
  return {
    corpus: local ? new LayeredCorpora([builtIn, local]) : builtIn,
    servedRanges: () => {
      const current = local?.current;
      return current?.header.flavour === 'full' ? current : builtIn.file;
    },
    close: () => {
      local?.close();
      builtIn.file.close();
    },
  };
}
