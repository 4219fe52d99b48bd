import { spawn } from 'node:child_process';
import { chown, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Secret } from '#libs/identity';

import { CannotStart } from '../cannot-start.js';
import type { Account } from './account.js';
import type { Home } from './home.js';
import type { Programs } from './programs.js';

/** A start after `kill -9` replays the log first; a demo's is done within seconds. */
const SECONDS_TO_START = '60';
const LARGEST_LOG_BYTES = 5_000_000;

/** Only this machine's processes, and only with the password: no socket files to protect. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'timezone=UTC',
];

/** One PostgreSQL database cluster, driven by the server's own programs. */
export class Cluster {
  constructor(
    private readonly home: Home,
    private readonly programs: Programs,
    private readonly account: Account | undefined,
  ) {}

  /** Made aside and renamed, so that an interrupted one is never taken for a database. */
  async create(password: Secret): Promise<void> {
    const draft = `${this.home.cluster}.new`;
    await rm(draft, { recursive: true, force: true });
    const safe = await mkdtemp(join(tmpdir(), 'latchkey-'));
    try {
      const file = join(safe, 'password');
      await writeFile(file, password.reveal(), { mode: 0o600 });
      if (this.account) {
        await chown(safe, this.account.uid, this.account.gid);
        await chown(file, this.account.uid, this.account.gid);
      }
      const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${file}`];
      const text = ['--encoding=UTF8', '--no-locale'];
      await this.run(this.programs.initdb, [`--pgdata=${draft}`, ...access, ...text]);
    } finally {
      await rm(safe, { recursive: true, force: true });
    }
    await rename(draft, this.home.cluster);
  }

  async start(port: number): Promise<void> {
    await this.rotateLog();
    const options = [`-p ${port}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(' ');
    const log = ['-l', this.home.log];
    await this.control(['start', '-w', '-t', SECONDS_TO_START, ...log, '-o', options]);
  }

  async stop(): Promise<void> {
    await this.control(['stop', '-w', '-m', 'fast']);
  }

  private control(args: readonly string[]): Promise<void> {
    return this.run(this.programs.control, [...args, '-s', '-D', this.home.cluster]);
  }

  private async run(program: string, args: readonly string[]): Promise<void> {
    const { code, said } = await ran(program, args, this.account);
    if (code === 0) return;
    const log = await readFile(this.home.log, 'utf8').catch(() => '');
    const last = log.trimEnd().split('\n').slice(-5).join('\n');
    throw new CannotStart(
      `The embedded PostgreSQL refused (${program}).\n${said}${last}\nIts log: ${this.home.log}`,
    );
  }

  private async rotateLog(): Promise<void> {
    const { size } = await stat(this.home.log).catch(() => ({ size: 0 }));
    if (size > LARGEST_LOG_BYTES) await rename(this.home.log, `${this.home.log}.1`);
  }
}

function ran(
  program: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve, reject) => {
    // No variables of ours: PGDATA and its relatives would change what the programs do.
    const env = { LC_ALL: 'C', PATH: '/usr/bin:/bin' };
    // Its own session: Ctrl-C in the terminal is for us, who stop the server after the last request.
    const session = { ...account, cwd: '/', env, detached: true };
    const child = spawn(program, args, { ...session, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}
