/** A corpus that must not be asked. The message says what is wrong with it and what to do. */
export class CorpusUnusable extends Error {
  constructor(file: string, wrong: string, remedy: string) {
    super(`${file} ${wrong}: ${remedy}`);
    this.name = 'CorpusUnusable';
  }
}

export const REBUILD = 'build it again with `pwctl breach build`, or copy it again';
