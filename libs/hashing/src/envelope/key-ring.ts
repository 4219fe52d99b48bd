import { randomBytes } from 'node:crypto';

import { Secret } from '#libs/identity';

import { readKeyFile } from './key-file.js';
import type { RootKey } from './root-key.js';
import { ROOT_KEY_BYTES } from './root-key.js';

/** The root keys of one service and purpose, by id: the first writes, all read. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, RootKey>;

  private constructor(
    /** The one that new envelopes are sealed with. */
    readonly writer: RootKey,
    keys: readonly RootKey[],
    /** Made for a demonstration: production refuses it. */
    readonly isDemo: boolean,
  ) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
  }

  /** Reads the text of a key file. @throws KeyFileError, which names every mistake at once. */
  static parse(text: string): KeyRing {
    const { keys, demo } = readKeyFile(text);
    return KeyRing.#of(keys, demo);
  }

  /** A ring with one new random key; `toFileText` is what to keep of it. */
  static generate({ id = 'k1', demo = false }: { id?: string; demo?: boolean } = {}): KeyRing {
    const key = randomBytes(ROOT_KEY_BYTES).toString('base64');
    return KeyRing.parse(JSON.stringify({ keys: [{ id, key }], demo }));
  }

  /** Those that only read: what they have made stays good. */
  get readers(): readonly RootKey[] {
    return [...this.#keys.values()].filter((key) => key !== this.writer);
  }

  find(id: string): RootKey | undefined {
    return this.#keys.get(id);
  }

  /** The text of a key file that `parse` reads. It belongs in a file of mode 0600. */
  toFileText(): Secret {
    const keys = [...this.#keys.values()].map((key) => ({ id: key.id, key: key.reveal() }));
    const marker = this.isDemo ? { demo: true } : {};
    return new Secret(`${JSON.stringify({ ...marker, keys }, undefined, 2)}\n`);
  }

  static #of([writer, ...others]: readonly [RootKey, ...RootKey[]], demo: boolean): KeyRing {
    return new KeyRing(writer, [writer, ...others], demo);
  }
}
