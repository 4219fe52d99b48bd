import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Where a line to PostgreSQL breaks: before the nth message of a side is passed on. */
export interface Cut {
  readonly side: 'ours' | 'theirs';
  readonly before: number;
}

export interface MessageCutter {
  readonly url: string;
  /** Breaks the line that sends this statement, once. Counted from its first message on. */
  cut(statement: string, cut: Cut): void;
  /** Whether the cut has happened since it was asked for. */
  readonly happened: boolean;
  close(): Promise<void>;
}

/** A message is a type, a length that counts itself, and as much as that says (PostgreSQL 18, 54.2). */
class Messages {
  #rest = Buffer.alloc(0);
  #started: boolean;

  constructor(startsAtOnce: boolean) {
    this.#started = startsAtOnce;
  }

  take(chunk: Buffer): Buffer[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const whole: Buffer[] = [];
    for (;;) {
      // The first message of a client has no type.
      const lengthAt = this.#started ? 1 : 0;
      if (this.#rest.length < lengthAt + 4) return whole;
      const size = lengthAt + this.#rest.readInt32BE(lengthAt);
      if (this.#rest.length < size) return whole;
      whole.push(this.#rest.subarray(0, size));
      this.#rest = this.#rest.subarray(size);
      this.#started = true;
    }
  }
}

/** A line that passes on message by message, and breaks between two of them where a test wants it. */
export async function messageCutter(databaseUrl: string): Promise<MessageCutter> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let wanted: { readonly statement: string; readonly cut: Cut } | undefined;
  let happened = false;

  const server = createServer((client) => {
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
    const [ours, theirs] = [new Messages(false), new Messages(true)];
    let seen: { ours: number; theirs: number } | undefined;

    const pass = (side: Cut['side'], message: Buffer, to: Socket): void => {
      if (client.destroyed || upstream.destroyed) return;
      const begins = side === 'ours' && wanted && message.includes(wanted.statement);
      if (begins) seen ??= { ours: 0, theirs: 0 };
      if (seen && wanted) {
        seen[side] += 1;
        if (wanted.cut.side === side && wanted.cut.before === seen[side]) {
          happened = true;
          wanted = undefined;
          // What was passed on before is on its way: a broken line loses nothing that it took.
          upstream.end();
          client.destroy();
          return;
        }
      }
      to.write(message);
    };
    client.on('data', (chunk) => ours.take(chunk).forEach((one) => pass('ours', one, upstream)));
    upstream.on('data', (chunk) =>
      theirs.take(chunk).forEach((one) => pass('theirs', one, client)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut(statement, cut) {
      wanted = { statement, cut };
      happened = false;
    },
    get happened() {
      return happened;
    },
    close() {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
