import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { freePort } from './processes.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface QuickstartProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything that it printed. */
  printed(): string;
  /** Answers the exit code; null after a kill. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface QuickstartOptions {
  readonly folder: string;
  readonly port?: number;
  /** Who runs it, where that is not ourselves. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** A folder of its own under /tmp that everybody can pass through. */
export async function openFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'latchkey-quickstart-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts quickstart from dist/ and waits until it says where it runs. @throws if it ends before. */
export async function startQuickstart(options: QuickstartOptions): Promise<QuickstartProcess> {
  const launched = await launchQuickstart(options);
  await new Promise<void>((resolve, reject) => {
    launched.child.stdout?.on('data', () => {
      if (launched.printed().includes('/mailbox.json\n')) resolve();
    });
    launched.child.once('exit', () => reject(new Error(launched.printed())));
  });
  return launched;
}

/** One that is expected to refuse: what it printed, and its exit code. */
export async function refusedQuickstart(
  options: QuickstartOptions,
): Promise<{ readonly code: number | null; readonly printed: string }> {
  const { child, printed } = await launchQuickstart(options);
  await once(child, 'close');
  return { code: child.exitCode, printed: printed() };
}

async function launchQuickstart(options: QuickstartOptions): Promise<QuickstartProcess> {
  const { folder, port = await freePort(), account = {} } = options;
  const child = spawn(process.execPath, ['dist/apps/quickstart/src/main.js'], {
    ...account,
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      LATCHKEY_DATA_DIR: folder,
      // Hashing has the lowest priority, and other tests keep the same cores busy.
      LATCHKEY_HASH_DEADLINE_MS: '15000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (printed += String(chunk)));
  return {
    url: `http://127.0.0.1:${String(port)}`,
    child,
    printed: () => printed,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
      return child.exitCode;
    },
  };
}

/** A demo token's claims and the token itself. */
export async function demoToken(
  url: string,
  wish: Readonly<Record<string, unknown>>,
): Promise<{ token: string; claims: Record<string, unknown>; answer: Record<string, unknown> }> {
  const answer = await asked(url, 'POST', '/demo/token', wish);
  const body = answer.body as Record<string, unknown>;
  const token = String(body['access_token']);
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return { token, claims: JSON.parse(payload) as Record<string, unknown>, answer: body };
}

export async function asked(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    body: isJson ? JSON.parse(text) : text,
    headers: response.headers,
  };
}
