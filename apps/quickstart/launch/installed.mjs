import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { exclusively } from './exclusively.mjs';
import { Stop, unwritable } from './stop.mjs';

const REMEDY =
  'The checkout belongs to somebody else, or lies on a read-only disk. Run `npm run build` once\n' +
  'as its owner, after which everybody can start it, or work in a clone of your own.';

/** Installs the locked dependencies if they are missing or others; needs no network otherwise. */
export async function installed(root, say = console.log) {
  if (await complete(root)) return;
  try {
    await exclusively(
      join(root, 'dist', '.preparing'),
      async () => {
        // Somebody else may have installed while we waited.
        if (!(await complete(root))) install(root, say);
      },
      say,
    );
  } catch (error) {
    throw unwritable(error, root, REMEDY);
  }
}

function install(root, say) {
  say('Installing dependencies (npm ci) …');
  const args = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const run = { cwd: root, stdio: 'inherit' };
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], run)
    : spawnSync('npm', args, { ...run, shell: process.platform === 'win32' });
  if (status === 0) return;
  throw new Stop(
    `npm ci failed${error ? ` (${error.message})` : ''}; its own words are above.\n` +
      'The first installation needs the npm registry, or a filled npm cache. If files could not be\n' +
      `written: ${REMEDY}`,
  );
}

/**
 * npm writes node_modules/.package-lock.json last, so an interrupted installation has none.
 * Packages for other platforms are the only ones that it may leave out.
 */
export async function complete(root) {
  const [wanted, present] = await Promise.all([
    packages(join(root, 'package-lock.json')),
    packages(join(root, 'node_modules', '.package-lock.json')).catch(() => undefined),
  ]);
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    if (path === '' || (!found && (entry.optional || entry.devOptional))) return true;
    return found?.version === entry.version && found.integrity === entry.integrity;
  });
}

async function packages(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages;
}
