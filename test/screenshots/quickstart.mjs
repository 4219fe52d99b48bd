import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../../apps/quickstart/launch/prepare.mjs';

/** A quickstart with fresh data, or the one that runs at `running`. */
export async function startedQuickstart(running) {
  if (running) return { url: running, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-screenshots-'));
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, ['dist/apps/quickstart/src/main.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(await freePort()),
      LATCHKEY_DATA_DIR: join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  await new Promise((resolve) => {
    child.once('exit', resolve);
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      if (printed.includes('/mailbox.json\n')) resolve();
    });
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
  if (!url) throw new Error(`quickstart did not start:\n${printed}`);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on now. */
async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
