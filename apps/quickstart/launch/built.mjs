import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { exclusively } from './exclusively.mjs';
import { Stop, unwritable } from './stop.mjs';

/** What libraries consist of besides code; tsc leaves it where it is. */
const ASSET = /\.(html|css|svg|json|txt)$/;

/** What runs in browsers alone: tsc passes it by, Vite bundles it. */
const IN_BROWSERS = ['apps/account-ui', 'apps/admin-console', 'apps/demo-ui', 'libs/screen-design'];

/** What of the house those bundles hold as well. */
const BUNDLED = ['libs/client', 'libs/identity', 'libs/password-policy', 'libs/strength'];

/** The list of breached passwords that is always there: data, derived by what was just compiled. */
const BUILT_IN_CORPUS = 'libs/breach-corpus/built-in.lbc';

/** Builds into dist/ if the sources are not those of the last build; answers whether it did. */
export async function built(root, say = console.log) {
  const dist = join(root, 'dist');
  if ((await outdated(root, dist)).length === 0) return false;
  try {
    return await exclusively(
      join(dist, '.preparing'),
      async () => {
        const parts = await outdated(root, dist);
        if (parts.length > 0) say('Building …');
        for (const part of parts) await renewed(part, root, dist);
        return parts.length > 0;
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

/** The two halves of dist/: what Node runs, and what it hands to browsers. */
const PARTS = [
  { stamp: '.stamp', sources: serverSources, build },
  { stamp: '.stamp-ui', sources: screenSources, build: buildScreens },
];

async function outdated(root, dist) {
  const found = [];
  for (const part of PARTS) {
    const sources = await part.sources(root);
    const stamp = await readFile(join(dist, part.stamp), 'utf8').catch(() => '');
    if (stamp !== sources.stamp) found.push({ ...part, sources });
  }
  return found;
}

/** The stamp goes first and is written last: whoever finds one finds the whole that it names. */
async function renewed({ stamp, sources, build: make }, root, dist) {
  await rm(join(dist, stamp), { force: true });
  await make(root, dist, sources);
  await writeFile(join(dist, stamp), sources.stamp);
}

async function build(root, dist, sources) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  ran(root, [tsc, '-p', 'tsconfig.json'], 'The build failed; the compiler says why above.');
  await copyAssets(root, dist, sources);
  await removeLeftovers(dist, sources);
  makeBuiltInCorpus(root, dist, sources);
}

function buildScreens(root, _dist, { files }) {
  if (!files.some(inBrowsers)) return;
  const script = join(root, 'apps', 'quickstart', 'launch', 'screens.mjs');
  ran(root, [script], 'The screens could not be built; the bundler says why above.');
}

function ran(root, command, otherwise) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Stop(otherwise);
}

const inBrowsers = (file) => IN_BROWSERS.some((room) => file.startsWith(`${room}/`));
const bundled = (file) => BUNDLED.some((room) => file.startsWith(`${room}/`));

async function serverSources(root) {
  const files = await filesOf(root);
  const own = files.filter((file) => !inBrowsers(file));
  return stamped(root, own, ['tsconfig.json', 'package-lock.json']);
}

async function screenSources(root) {
  const files = await filesOf(root);
  const own = files.filter((file) => inBrowsers(file) || bundled(file));
  return stamped(root, own, ['apps/quickstart/launch/screens.mjs', 'package-lock.json']);
}

/** Every source by its path from the root, with forward slashes. */
async function filesOf(root) {
  const files = [];
  for (const folder of ['apps', 'libs']) {
    for (const { name } of await readdir(join(root, folder), { withFileTypes: true })) {
      files.push(...(await filesUnder(join(root, folder, name, 'src'))));
    }
  }
  return files.map((file) => relative(root, file).replaceAll('\\', '/')).sort();
}

/** The sources, and one hash over them and what else decides how they are built. */
async function stamped(root, files, others) {
  const hash = createHash('sha256');
  for (const file of [...files, ...others]) {
    const content = await readFile(join(root, file)).catch(() => '');
    hash.update(`${file}\0`).update(content).update('\0');
  }
  return { files, stamp: hash.digest('hex') };
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
  const failed = 'The list of breached passwords could not be made: see above.';
  ran(root, [join(dist, `${make}.js`)], failed);
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
