import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The newest release that runs on Node 20; it carries the browser itself. */
const CARRIER = { name: '@sparticuz/chromium', version: '143.0.4' };
const CARRIED_IN = join(ROOT, 'node_modules', '.cache', 'latchkey-chromium');

/** No sandbox: it needs privileges that root in a container lacks. Nothing that phones home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const WELL_KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A browser that starts: one that is there, else one installed now.
 * @returns {Promise<{path: string, version: string} | {missing: string}>}
 */
export async function obtainChromium(say = console.log) {
  const given = process.env.CHROME_PATH;
  const there = [given, ...WELL_KNOWN, ...playwrights()].filter((path) => path && existsSync(path));
  const found = firstThatStarts(there) ?? (await installed(say));
  return found ?? { missing: 'set CHROME_PATH, or as root: apt-get install chromium' };
}

async function installed(say) {
  return firstThatStarts([await carried()]) ?? withApt(say) ?? (await withNpm(say));
}

function withApt(say) {
  if (process.getuid?.() !== 0 || !works('apt-get', ['--version'])) return undefined;
  say('Installing Chromium for the browser tests (apt-get, about half a minute) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  works('apt-get', ['update', '-q'], { env });
  works('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
  return firstThatStarts(['/usr/bin/chromium']);
}

/** For those who may not install packages: needs only the libraries that Chromium itself needs. */
async function withNpm(say) {
  say('Installing Chromium for the browser tests (npm) …');
  mkdirSync(CARRIED_IN, { recursive: true });
  writeFileSync(join(CARRIED_IN, 'package.json'), '{"private":true}');
  const npm = process.env.npm_execpath;
  const args = ['install', '--no-audit', '--no-fund', `${CARRIER.name}@${CARRIER.version}`];
  const run = { cwd: CARRIED_IN };
  if (npm?.endsWith('.js')) works(process.execPath, [npm, ...args], run);
  else works('npm', args, run);
  return firstThatStarts([await carried()]);
}

async function carried() {
  try {
    const entry = createRequire(join(CARRIED_IN, 'package.json')).resolve(CARRIER.name);
    const { default: chromium } = await import(pathToFileURL(entry).href);
    return await chromium.executablePath();
  } catch {
    return undefined;
  }
}

function playwrights() {
  const mac = join(homedir(), 'Library', 'Caches', 'ms-playwright');
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright');
  return [cache, mac].flatMap((folder) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => name.startsWith('chromium'))
      .flatMap((name) => [
        join(folder, name, 'chrome-linux', 'chrome'),
        join(folder, name, 'chrome-linux', 'headless_shell'),
        join(folder, name, 'chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'),
      ]),
  );
}

function firstThatStarts(paths) {
  for (const path of paths) {
    if (!path) continue;
    const { status, stdout } = spawnSync(path, ['--no-sandbox', '--version'], {
      encoding: 'utf8',
      timeout: 20_000,
    });
    if (status === 0) return { path, version: stdout.trim() };
  }
  return undefined;
}

const works = (command, args, options = {}) =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options }).status === 0;
