import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A port that was free may be somebody else's a moment later. */
const TRIES = 5;

/** password-srv as an operator runs it, from `dist`; with `preload` it can be told where to die. */
export async function startVictim(wish) {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await started(wish);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}

async function started({ preload, environment, name }) {
  const [port, internalPort] = [await freePort(), await freePort()];
  const program = `${ROOT}dist/apps/password-srv/src/main.js`;
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), program], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      LATCHKEY_HOST: '127.0.0.1',
      LATCHKEY_INTERNAL_PORT: String(internalPort),
      ...environment,
    },
  });
  const exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const url = `http://127.0.0.1:${port}`;
  const ready = async () => {
    for (;;) {
      if (child.exitCode !== null) throw new Error(`password-srv ended with ${child.exitCode}`);
      const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await ready();
  const stop = async () => {
    child.kill('SIGTERM');
    await exit;
  };
  return {
    url,
    name,
    ready,
    stop,
    async arm(point) {
      child.send({ point });
      await once(child, 'message');
    },
    /** At that point it will stand still; answers who tells that it does. */
    async hold(point) {
      child.send({ point, stops: true });
      await once(child, 'message');
      const standsStill = once(child, 'message');
      return { standsStill };
    },
    goOn: () => child.kill('SIGCONT'),
    /** How it ended; whoever has not by then is ended. */
    async ended(withinMs) {
      const timer = setTimeout(() => child.kill('SIGTERM'), withinMs);
      const end = await exit;
      clearTimeout(timer);
      return end;
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
