import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/**
 * As much of Redis as counting needs: the one script of rate-limiter-flexible, by its effect. For
 * machines without a Redis; where REDIS_URL is set the tests count in that one.
 */
export interface FakeRedis {
  readonly url: string;
  /** How often it was asked to count. */
  asked(): number;
  /** As FLUSHALL does. */
  flush(): void;
  close(): Promise<void>;
}

interface Count {
  consumed: number;
  endsAt: number;
}

/** `silent`: one that can be reached and does not answer what it is asked to count. */
export async function fakeRedis({ silent = false } = {}): Promise<FakeRedis> {
  let asked = 0;
  const counts = new Map<string, Count>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      received += String(chunk);
      for (;;) {
        const read = commandIn(received);
        if (!read) return;
        received = received.slice(read.length);
        const isCount = /^eval/i.test(read.command[0] ?? '');
        if (isCount) asked += 1;
        if (!isCount || !silent) socket.write(answerTo(counts, read.command));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked: () => asked,
    flush: () => counts.clear(),
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** An array of bulk strings (RESP2), if all of it is there. */
function commandIn(text: string): { command: string[]; length: number } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return undefined;
  let at = head[0].length;
  const command: string[] = [];
  for (let n = 0; n < Number(head[1]); n += 1) {
    const bulk = /^\$(\d+)\r\n/.exec(text.slice(at));
    const end = bulk ? at + bulk[0].length + Number(bulk[1]) : Infinity;
    if (!bulk || text.length < end + 2) return undefined;
    command.push(text.slice(at + bulk[0].length, end));
    at = end + 2;
  }
  return { command, length: at };
}

function answerTo(counts: Map<string, Count>, [name = '', ...given]: string[]): string {
  switch (name.toLowerCase()) {
    case 'info':
      return bulk('redis_version:7.0.0\r\nloading:0\r\n');
    case 'evalsha':
      return '-NOSCRIPT No matching script.\r\n';
    case 'eval': {
      const [, , key = '', points, seconds] = given;
      const now = performance.now();
      const old = counts.get(key);
      const count =
        old && old.endsAt > now ? old : { consumed: 0, endsAt: now + 1000 * Number(seconds) };
      count.consumed += Number(points);
      counts.set(key, count);
      const left = Math.ceil(count.endsAt - now);
      return `*2\r\n:${String(count.consumed)}\r\n:${String(left)}\r\n`;
    }
    case 'flushall':
      counts.clear();
      return '+OK\r\n';
    default:
      return '+OK\r\n';
  }
}

const bulk = (text: string): string => `$${String(text.length)}\r\n${text}\r\n`;
