import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { exclusively } from './exclusively.mjs';
import { Stop, unwritable } from './stop.mjs';

/** What screens consist of besides code; tsc leaves it where it is. */
const ASSET = /\.(html|css|svg|json|txt)$/;

/** The list of breached passwords that is always there: data, derived by what was just compiled. */
const BUILT_IN_CORPUS = 'libs/breach-corpus/built-in.lbc';

/** Builds into dist/ if the sources are not those of the last build; answers whether it did. */
export async function built(root, say = console.log) {
  const dist = join(root, 'dist');
  const sources = await sourcesOf(root);
  if (await upToDate(dist, sources)) return false;
  try {
    return await exclusively(
      join(dist, '.preparing'),
      async () => {
        const now = await sourcesOf(root);
        if (await upToDate(dist, now)) return false;
        await build(root, dist, now, say);
        return true;
      },
      say,
    );
  } catch (error) {
    throw unwritable(
      error,
      dist,
      'Run `npm run build` once as the owner of the checkout, or work in a clone of your own.',
    );
  }
}

async function build(root, dist, sources, say) {
  say('Building …');
  // Gone first, written last: whoever finds a stamp finds the whole build that it names.
  await rm(stampOf(dist), { force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Stop('The build failed; the compiler says why above.');
  await copyAssets(root, dist, sources);
  await removeLeftovers(dist, sources);
  makeBuiltInCorpus(root, dist, sources);
  await writeFile(stampOf(dist), sources.stamp);
}

const stampOf = (dist) => join(dist, '.stamp');

async function upToDate(dist, { stamp }) {
  return (await readFile(stampOf(dist), 'utf8').catch(() => '')) === stamp;
}

/** Every source by its path from the root, and one hash over all that decides what dist/ holds. */
async function sourcesOf(root) {
  const files = [];
  for (const folder of ['apps', 'libs']) {
    for (const { name } of await readdir(join(root, folder), { withFileTypes: true })) {
      files.push(...(await filesUnder(join(root, folder, name, 'src'))));
    }
  }
  files.sort();
  const hash = createHash('sha256');
  for (const file of [
    ...files,
    ...['tsconfig.json', 'package-lock.json'].map((f) => join(root, f)),
  ]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0');
  }
  return { files: files.map((file) => relative(root, file)), stamp: hash.digest('hex') };
}

async function copyAssets(root, dist, { files }) {
  for (const file of files.filter((name) => ASSET.test(name))) {
    await mkdir(dirname(join(dist, file)), { recursive: true });
    await copyFile(join(root, file), join(dist, file));
  }
}

function makeBuiltInCorpus(root, dist, { files }) {
  const make = 'libs/breach-corpus/src/built-in/make';
  if (!files.includes(`${make}.ts`)) return;
  const command = [join(dist, `${make}.js`)];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Stop('The list of breached passwords could not be made: see above.');
}

/** What was built from a source that is gone would still be found by an import. */
async function removeLeftovers(dist, { files }) {
  const expected = new Set(files.map((file) => file.replace(/\.ts$/, '.js')));
  for (const folder of ['apps', 'libs']) {
    for (const file of await filesUnder(join(dist, folder))) {
      const name = relative(dist, file).replace(/\.map$/, '');
      if (name === BUILT_IN_CORPUS) continue;
      if (!expected.has(name)) await rm(file);
    }
  }
}

async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  // Node 20.19 and later name the folder `parentPath`.
  return entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
}
