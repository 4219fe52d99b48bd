import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

import type { Place } from './lines.js';

/** What has become of the lines so far. */
export interface Counts {
  imported: number;
  /** People who had a password already. */
  kept: number;
  bad: number;
}

/** How far an import has come: everything before `place` is committed or was reported. */
export interface Progress {
  readonly place: Place;
  readonly counts: Counts;
}

interface Kept extends Progress {
  readonly tenant: string;
  readonly file: string;
}

const beginning = (): Progress => ({
  place: { line: 0, offset: 0 },
  counts: { imported: 0, kept: 0, bad: 0 },
});

const FINGERPRINTED_BYTES = 64 * 1024;

/** Kept beside the file, so that an import that was stopped goes on where it was. */
export class ImportState {
  private constructor(
    private readonly path: string,
    private readonly tenant: string,
    private readonly fingerprint: string,
    readonly total: number,
  ) {}

  static async of(file: string, tenant: string, path: string): Promise<ImportState> {
    const { size } = await stat(file);
    const handle = await open(file);
    try {
      const begun = Buffer.alloc(Math.min(size, FINGERPRINTED_BYTES));
      await handle.read(begun, 0, begun.length, 0);
      const print = createHash('sha256').update(begun).digest('base64url');
      return new ImportState(path, tenant, `${size}:${print}`, size);
    } finally {
      await handle.close();
    }
  }

  /** @throws Error if another file or tenant was begun with this state. */
  async begun(): Promise<Progress> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch {
      return beginning();
    }
    const { tenant, file, place, counts } = JSON.parse(text) as Kept;
    if (tenant !== this.tenant || file !== this.fingerprint) {
      throw new Error(
        `${this.path} tells of an import of another file or tenant: finish that one, or remove it`,
      );
    }
    return { place, counts };
  }

  /** Whole or not at all, whenever the process dies. */
  async reached(progress: Progress): Promise<void> {
    const kept: Kept = { tenant: this.tenant, file: this.fingerprint, ...progress };
    const beside = `${this.path}.new`;
    await writeFile(beside, JSON.stringify(kept), { mode: 0o600 });
    await rename(beside, this.path);
  }

  async finished(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
