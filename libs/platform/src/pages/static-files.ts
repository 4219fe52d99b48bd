import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import type { Reply } from '../wire/reply.js';
import { contentTypeOf } from './content-types.js';

/** What a request says about how it wants a file. */
export interface Wish {
  readonly acceptEncoding?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

interface Kept {
  readonly type: string;
  readonly etag: string;
  readonly plain: Buffer;
  readonly compressed: readonly { readonly encoding: string; readonly bytes: Buffer }[];
}

/** In the order in which they are preferred; `screens.mjs` makes both. */
const ENCODINGS = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
];

/** Names with a digest of their content in them: what is under such a name never changes. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

/**
 * The built files of screens, read once: a path that is none of their names finds nothing, so there is
 * nothing to climb out of, and a new build under a running process changes nothing it has promised.
 */
export class StaticFiles {
  private constructor(private readonly files: ReadonlyMap<string, Kept>) {}

  /** @throws if the folder cannot be read: screens that were never built. */
  static async open(folder: string): Promise<StaticFiles> {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    const names = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'));
    const present = new Set(names);
    const files = new Map<string, Kept>();
    for (const name of names) {
      const type = contentTypeOf(name);
      if (type) files.set(name, await kept(folder, name, type, present));
    }
    return new StaticFiles(files);
  }

  /** A file under its own name. Undefined: there is none. */
  find(name: string, wish: Wish): Reply | undefined {
    const file = this.files.get(name);
    if (!file || name.endsWith('.html')) return undefined;
    const headers = {
      // Modules and fonts are asked for by pages of other origins, without cookies or tokens.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': HASHED.test(name)
        ? 'public, max-age=31536000, immutable'
        : 'public, no-cache',
      etag: file.etag,
    };
    const known = (wish.ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
    return known.includes(file.etag)
      ? { status: 304, headers, body: undefined }
      : sent(file, wish, headers);
  }

  /** A page with the headers of pages. Undefined: there is none. */
  page(name: string, wish: Wish, headers: Readonly<Record<string, string>>): Reply | undefined {
    const file = this.files.get(`${name}.html`);
    return file && sent(file, wish, headers);
  }

  /** The one file that begins and ends so: a page that is made by the server links it. */
  named(beginning: string, ending: string): string | undefined {
    return [...this.files.keys()].find(
      (name) => name.startsWith(beginning) && name.endsWith(ending),
    );
  }
}

async function kept(
  folder: string,
  name: string,
  type: string,
  present: ReadonlySet<string>,
): Promise<Kept> {
  const plain = await readFile(join(folder, name));
  const there = ENCODINGS.filter(({ ending }) => present.has(name + ending));
  const compressed = await Promise.all(
    there.map(async ({ encoding, ending }) => ({
      encoding,
      bytes: await readFile(join(folder, name + ending)),
    })),
  );
  const digest = createHash('sha256').update(plain).digest('base64url');
  return { type, etag: `"${digest.slice(0, 22)}"`, plain, compressed };
}

function sent(
  file: Kept,
  { acceptEncoding = '' }: Wish,
  own: Readonly<Record<string, string>>,
): Reply {
  const accepted = acceptEncoding.split(',').map((one) => one.trim().toLowerCase());
  const found = file.compressed.find(({ encoding }) =>
    accepted.some((one) => one === encoding || (one.startsWith(`${encoding};`) && !refusesIt(one))),
  );
  const headers = {
    ...own,
    'content-type': file.type,
    vary: 'accept-encoding',
    ...(found && { 'content-encoding': found.encoding }),
  };
  return { status: 200, headers, body: found?.bytes ?? file.plain };
}

const refusesIt = (coding: string): boolean => /;\s*q=0(?:\.0*)?$/.test(coding);
