import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A service as an operator runs it: built, in a process of its own. */
export interface ServiceProcess {
  readonly url: string;
  readonly internalUrl: string;
  readonly child: ChildProcess;
  logged(): string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A port that nobody listens on now; the listener is closed before it is handed out. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Starts `dist/apps/<app>/src/main.js` and waits until it is ready. */
export async function startProcess(
  app: 'password-srv' | 'verification-srv',
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const started = await launchProcess(app, environment);
  await until(() => answersReady(started), started);
  return started;
}

/** The same without waiting: for processes that are expected to wait or to refuse. */
export async function launchProcess(
  app: string,
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const [port, internalPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [`${ROOT}dist/apps/${app}/src/main.js`], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      LATCHKEY_INTERNAL_PORT: String(internalPort),
      LATCHKEY_HOST: '127.0.0.1',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  return {
    url: `http://127.0.0.1:${String(port)}`,
    internalUrl: `http://127.0.0.1:${String(internalPort)}`,
    child,
    logged: () => chunks.join(''),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
      return child.exitCode;
    },
  };
}

async function answersReady({ url }: ServiceProcess): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).status === 200;
  } catch {
    return false;
  }
}

/** Asks again every 50 ms, for at most 20 s. @throws with the log if the process ends before. */
export async function until(
  fulfilled: () => boolean | Promise<boolean>,
  process: ServiceProcess | undefined,
): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if (await fulfilled()) return;
    if (process?.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `not in time; the process said:\n${process?.logged() ?? 'nothing: it does not run'}`,
  );
}
