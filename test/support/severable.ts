import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A way to a database that can be cut, as networks are. */
export interface Severable {
  /** The same database by way of this. */
  readonly url: string;
  /** The next request arrives, its connection breaks before the answer; what follows is `then`. */
  loseNextAnswer(then?: 'open' | 'severed'): void;
  /** Breaks what there is and refuses what comes, until `restore`. */
  sever(): void;
  /** Swallows every byte, and breaks nothing: nobody is told. */
  swallow(): void;
  restore(): void;
  close(): Promise<void>;
}

type Mode = 'open' | 'severed' | 'losing' | 'swallowing';

export async function severable(databaseUrl: string): Promise<Severable> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let mode: Mode = 'open';
  let afterLoss: Mode = 'open';
  const breakAll = (): void => sockets.forEach((socket) => socket.destroy());

  const server = createServer((client) => {
    if (mode === 'severed') {
      client.destroy();
      return;
    }
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.end();
      });
    }
    client.on('data', (asked) => {
      if (mode !== 'swallowing') upstream.write(asked);
    });
    upstream.on('data', (answer) => {
      if (mode === 'open') client.write(answer);
      if (mode !== 'losing') return;
      mode = afterLoss;
      if (afterLoss === 'severed') breakAll();
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    loseNextAnswer: (then = 'open') => {
      mode = 'losing';
      afterLoss = then;
    },
    sever: () => {
      mode = 'severed';
      breakAll();
    },
    swallow: () => {
      mode = 'swallowing';
    },
    restore: () => {
      // What has lost bytes is of no more use to anybody.
      if (mode === 'swallowing') breakAll();
      mode = 'open';
    },
    close: () => {
      breakAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
