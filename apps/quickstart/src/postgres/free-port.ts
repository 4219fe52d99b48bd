import { createServer } from 'node:net';

import { CannotListen } from '#libs/platform';

/** A port of the loopback interface that nobody listens on at this moment. */
export const freePort = (): Promise<number> => listenedOnce(0, '127.0.0.1');

/** @throws CannotListen before anything else was begun. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  try {
    await listenedOnce(port, host);
  } catch (error) {
    throw new CannotListen('PORT', port, host, error as NodeJS.ErrnoException);
  }
}

function listenedOnce(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}
