import { parseArgs } from 'node:util';

import type { Command as CommandOfPwctl } from '../command.js';
import { buildCommand } from './breach/build.js';
import { checkCommand, infoCommand, verifyCommand } from './breach/examine.js';
import { pullCommand } from './breach/pull.js';
import { serveCommand } from './breach/serve.js';
import type { Terminal } from './breach/terminal.js';

export const BREACH_USAGE = `pwctl breach build <source>... --out <file> [--full] [--minimum-count <n>]
                   [--source-date <date>] [--source-name <name>] [--allow-missing-ranges]
             info|verify|check <file>
             pull --folder <folder> [--from <url>] [--parallel <n>]
             serve <file> [--host <address>] [--port <port>]

  build   makes a corpus file of range folders, HASH:COUNT texts and word lists (gzip, zstd or plain)
  info    says what a corpus is; verify reads every byte of it
  check   looks a password up, from a prompt or from standard input
  pull    brings a folder of ranges up to date from a range server
  serve   answers the HIBP range protocol from a corpus built with --full
`;

/** EX_USAGE of sysexits.h; a password that is breached is an answer, not a failure. */
const WRONG_USAGE = 64;
const BREACHED = 3;

const PUBLIC_SERVER = 'https://api.pwnedpasswords.com/range/';

const OPTIONS = {
  out: { type: 'string' },
  full: { type: 'boolean', default: false },
  'minimum-count': { type: 'string', default: '1' },
  'source-date': { type: 'string' },
  'source-name': { type: 'string' },
  'allow-missing-ranges': { type: 'boolean', default: false },
  folder: { type: 'string' },
  from: { type: 'string', default: PUBLIC_SERVER },
  parallel: { type: 'string', default: '16' },
  ranges: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8080' },
} as const;

type Given = ReturnType<typeof parsed>;

const parsed = (line: readonly string[]) =>
  parseArgs({ args: [...line], allowPositionals: true, options: OPTIONS });

class Misused extends Error {}

export const breachCommand: CommandOfPwctl = { usage: BREACH_USAGE, run: runBreach };

/** Runs `pwctl breach …`; answers the exit code. @throws what the command throws */
export async function runBreach(line: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const given = parsed(line);
    const [name = '', ...rest] = given.positionals;
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!command) throw new Misused();
    return (await command(rest, given.values, terminal)) ?? 0;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const wrong = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
    if (!wrong && !(error instanceof Misused)) throw error;
    terminal.print(BREACH_USAGE);
    return WRONG_USAGE;
  }
}

type Command = (
  paths: readonly string[],
  values: Given['values'],
  terminal: Terminal,
) => Promise<number | void> | number | void;

const COMMANDS: Readonly<Record<string, Command>> = {
  build: (paths, values, terminal) => {
    if (paths.length === 0) throw new Misused();
    const date = values['source-date'];
    const name = values['source-name'];
    return buildCommand(
      {
        paths,
        out: needed(values.out),
        flavour: values.full ? 'full' : 'compact',
        minimumCount: wholeNumber(values['minimum-count'], 1, 0xffff_ffff),
        allowMissingRanges: values['allow-missing-ranges'],
        ...(date !== undefined && { sourceDate: dated(date) }),
        ...(name !== undefined && { sourceName: name }),
      },
      terminal,
    );
  },
  info: (paths, _, terminal) => infoCommand(only(paths), terminal),
  verify: (paths, _, terminal) => verifyCommand(only(paths), terminal),
  check: async (paths, _, terminal) =>
    (await checkCommand(only(paths), terminal)) === 'breached' ? BREACHED : 0,
  pull: (paths, { folder, from, parallel, ranges }, terminal) => {
    if (paths.length > 0) throw new Misused();
    const baseUrl = from.endsWith('/') ? from : `${from}/`;
    const some = ranges === undefined ? {} : { ranges: wholeNumber(ranges, 1, 16 ** 5) };
    const atOnce = wholeNumber(parallel, 1, 256);
    return pullCommand({ folder: needed(folder), baseUrl, parallel: atOnce, ...some }, terminal);
  },
  serve: async (paths, { host, port }, terminal) => {
    const serving = await serveCommand(
      { corpus: only(paths), host, port: wholeNumber(port, 0, 65_535) },
      terminal,
    );
    await new Promise<void>((stop) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop());
    });
    await serving.close();
  },
};

function only(paths: readonly string[]): string {
  const [path, ...more] = paths;
  if (path === undefined || more.length > 0) throw new Misused();
  return path;
}

function needed(value: string | undefined): string {
  if (!value) throw new Misused();
  return value;
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new Misused();
  return value;
}

function dated(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Misused();
  return date;
}
