import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { built } from '../../../apps/quickstart/launch/built.mjs';
import { exclusively } from '../../../apps/quickstart/launch/exclusively.mjs';
import { complete } from '../../../apps/quickstart/launch/installed.mjs';
import { nodeIsRecent } from '../../../apps/quickstart/launch/node-version.mjs';
import { Stop, unwritable } from '../../../apps/quickstart/launch/stop.mjs';
import { emptyFolder } from './folder.js';

const silent = (): void => undefined;

/** Above every number that the kernel gives to a process. */
const NO_PROCESS = '4194305';

describe('preparing a checkout: the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(() => nodeIsRecent(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.3'])('refuses %s and says which one is needed', (version) => {
    expect(() => nodeIsRecent(version)).toThrow(/20\.19 or newer; this is/);
  });
});

describe('preparing a checkout: what is installed', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-win32': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  };

  async function checkout(present?: object): Promise<string> {
    const root = await emptyFolder();
    await writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    if (!present) return root;
    await mkdir(join(root, 'node_modules'));
    const marker = join(root, 'node_modules', '.package-lock.json');
    await writeFile(marker, JSON.stringify({ packages: present }));
    return root;
  }

  it('is complete without the packages of other platforms', async () => {
    expect(await complete(await checkout({ 'node_modules/a': wanted['node_modules/a'] }))).toBe(
      true,
    );
  });

  it('is incomplete when there is nothing, or an installation was interrupted', async () => {
    expect(await complete(await checkout())).toBe(false);
  });

  it('is incomplete when a package is missing, or is another than the locked one', async () => {
    expect(await complete(await checkout({}))).toBe(false);
    const other = { version: '1.0.1', integrity: 'sha512-c' };
    expect(await complete(await checkout({ 'node_modules/a': other }))).toBe(false);
  });
});

describe('preparing a checkout: one at a time', () => {
  it('never runs two works together, and runs both', async () => {
    const lock = join(await emptyFolder(), 'lock');
    const seen: string[] = [];
    const work = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(`${name} ends`);
    };
    await Promise.all([exclusively(lock, work('a'), silent), exclusively(lock, work('b'), silent)]);
    expect(seen).toHaveLength(4);
    expect(seen[1]).toBe(seen[0]?.replace('begins', 'ends'));
  });

  it('takes over from a process that was killed', async () => {
    const lock = join(await emptyFolder(), 'lock');
    await writeFile(lock, NO_PROCESS);
    expect(await exclusively(lock, async () => 'done', silent)).toBe('done');
  });

  it('takes over from one that was killed before it wrote its name', async () => {
    const lock = join(await emptyFolder(), 'lock');
    await writeFile(lock, '');
    await utimes(lock, 0, 0);
    expect(await exclusively(lock, async () => 'done', silent)).toBe('done');
  });

  it('frees the lock when the work fails', async () => {
    const folder = await emptyFolder();
    const failing = exclusively(
      join(folder, 'lock'),
      () => Promise.reject(new Error('no')),
      silent,
    );
    await expect(failing).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('preparing a checkout: building', () => {
  const sources = {
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        rootDir: '.',
        outDir: 'dist',
        types: [],
        lib: ['ES5'],
        noCheck: true,
      },
      include: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    }),
    'package.json': '{"type":"module"}',
    'package-lock.json': '{}',
    'apps/one/src/main.ts': 'export const one = 1;\n',
    'apps/one/src/page.css': 'p {}\n',
    'libs/two/src/index.ts': 'export const two = 2;\n',
  };

  async function checkout(): Promise<string> {
    const root = await emptyFolder();
    for (const [name, content] of Object.entries(sources)) await put(root, name, content);
    await symlink(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
    return root;
  }

  async function put(root: string, name: string, content: string): Promise<void> {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), content);
  }

  it('builds once, then only when a source changed, and forgets what is gone', async () => {
    const root = await checkout();
    expect(await built(root, silent)).toBe(true);
    expect(await readFile(join(root, 'dist/apps/one/src/page.css'), 'utf8')).toBe('p {}\n');
    expect(await built(root, silent)).toBe(false);

    await put(root, 'apps/one/src/other.ts', 'export const other = 3;\n');
    await rm(join(root, 'libs/two/src/index.ts'));
    expect(await built(root, silent)).toBe(true);
    expect(await readdir(join(root, 'dist/apps/one/src'))).toContain('other.js');
    expect(await readdir(join(root, 'dist/libs/two/src'))).toEqual([]);
  }, 60_000);

  it('says that the compiler refused, and builds again next time', async () => {
    const root = await checkout();
    await put(root, 'tsconfig.json', '{"include":["nothing/*.ts"]}');
    await expect(built(root, silent)).rejects.toThrow(Stop);
    await put(root, 'tsconfig.json', sources['tsconfig.json']);
    expect(await built(root, silent)).toBe(true);
  }, 60_000);

  it('says what to do where it may not write, and passes every other error', () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    expect(unwritable(denied, '/x', 'Do this.')).toMatchObject({
      message: '/x cannot be written (EACCES).\nDo this.',
    });
    const other = new Error('other');
    expect(unwritable(other, '/x', 'Do this.')).toBe(other);
  });
});
