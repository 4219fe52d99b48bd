import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeWhole } from '../file/replace-file.js';

/**
 * Which version of each range the folder holds. A line is written after the range's file is in place:
 * after a kill in between, the range is fetched once more.
 */
export class Etags {
  readonly #known = new Map<string, string>();
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, '.etags');
    if (!existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, 'utf8').split('\n').slice(0, -1)) {
      this.#known.set(line.slice(0, 5), line.slice(6));
    }
  }

  get(range: string): string | undefined {
    return this.#known.get(range);
  }

  set(range: string, tag: string): void {
    this.#known.set(range, tag);
    appendFileSync(this.#file, `${range} ${tag}\n`);
  }

  /** One line for each range again. */
  tidy(): void {
    writeWhole(this.#file, [...this.#known].map(([range, tag]) => `${range} ${tag}\n`).join(''));
  }
}
