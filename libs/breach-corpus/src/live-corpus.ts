import { statSync } from 'node:fs';
import { setImmediate as breath, setTimeout as pause } from 'node:timers/promises';

import { BreachCorpus } from '#libs/credentials';
import type { BreachVerdict, SourceInService } from '#libs/credentials';
import type { Password } from '#libs/identity';

import { CorpusDamaged, CorpusFile } from './file/corpus-file.js';
import { everyBucket } from './file/verify.js';
import type { CorpusHeader } from './format/header.js';
import { sha1Of } from './format/sha1.js';
import { sourceOf, verdictOf } from './verdict.js';

export interface ServiceWatch {
  /** Once per generation: it is refused, or was found damaged; what is in service stays. */
  readonly onProblem: (message: string) => void;
  readonly onSwap?: (header: CorpusHeader) => void;
  readonly indexIn?: 'memory' | 'disk';
  /** How often the path is looked at: twice a second is 7 µs of work. */
  readonly everyMs?: number;
}

const FILE = 'corpus_file';

/** Between two strides of checking in the background: about 50 MB a second at most. */
const PAUSE_MS = 5;

/**
 * The file at a path, whichever generation of it is there. A new one is put there by a rename, is
 * found here within half a second and answers from the next check on; one that is damaged,
 * truncated or foreign is told of, once, and changes nothing.
 */
export class LiveCorpus extends BreachCorpus {
  #corpus: CorpusFile | undefined;
  /** Kept until every byte of its successor is proven. */
  #previous: CorpusFile | undefined;
  #seen = '';
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly path: string,
    private readonly watch: ServiceWatch,
  ) {
    super();
    this.refresh();
    this.#timer = setInterval(() => this.refresh(), watch.everyMs ?? 500).unref();
  }

  get header(): CorpusHeader | undefined {
    return this.#corpus?.header;
  }

  /** The corpus that answers now, until control goes elsewhere. */
  get current(): CorpusFile | undefined {
    return this.#corpus;
  }

  check(password: Password): BreachVerdict {
    const corpus = this.#corpus;
    if (!corpus) return { source: FILE, verdict: 'undetermined', reason: 'corpus_unusable' };
    return verdictOf(FILE, corpus, () => corpus.find(sha1Of(password.reveal())));
  }

  inService(): readonly SourceInService[] {
    return [sourceOf(FILE, this.#corpus)];
  }

  /** Looks whether another generation is there. */
  refresh(): void {
    const seen = identityOf(this.path);
    if (seen === this.#seen) return;
    this.#seen = seen;
    try {
      const next = CorpusFile.open(this.path, this.watch.indexIn);
      this.#previous?.close();
      this.#previous = this.#corpus;
      this.#corpus = next;
      this.watch.onSwap?.(next.header);
      void this.#prove(next);
    } catch (error) {
      this.watch.onProblem(error instanceof Error ? error.message : 'the corpus cannot be opened');
    }
  }

  close(): void {
    clearInterval(this.#timer);
    for (const corpus of [this.#corpus, this.#previous]) corpus?.close();
    this.#corpus = this.#previous = undefined;
  }

  /** Damage that lay there from the start brings the previous generation back. */
  async #prove(corpus: CorpusFile): Promise<void> {
    await breath();
    const strides = everyBucket(corpus);
    try {
      while (corpus === this.#corpus && !strides.next().done) {
        await pause(PAUSE_MS, undefined, { ref: false });
      }
      if (corpus !== this.#corpus) return;
    } catch (error) {
      if (corpus !== this.#corpus) return;
      const what = error instanceof CorpusDamaged ? error.message : 'it cannot be read';
      this.watch.onProblem(`${this.path} is damaged (${what}): build it again, or copy it again`);
      if (!this.#previous) return;
      corpus.close();
      this.#corpus = this.#previous;
      this.#previous = undefined;
      this.watch.onSwap?.(this.#corpus.header);
      return;
    }
    this.#previous?.close();
    this.#previous = undefined;
  }
}

/** A rename gives a path another file; a copy onto it, another time or length. */
function identityOf(path: string): string {
  try {
    const { dev, ino, size, mtimeMs } = statSync(path);
    return [dev, ino, size, mtimeMs].join();
  } catch {
    return 'absent';
  }
}
