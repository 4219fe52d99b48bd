/** A client that costs little, and the figures that are made of what it saw. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/** Linux counts CPU time in ticks of 10 ms (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** One connection per request in flight; answers the status. Understands no more than our answers. */
export function client(port, connections) {
  const free = [];
  const all = new Set();
  const send = async (method, path, token, body) => {
    const connection = free.pop() ?? opened();
    const text = body === undefined ? '' : JSON.stringify(body);
    const type =
      text && `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n`;
    const status = await connection.ask(`${head}${type}\r\n${text}`);
    free.push(connection);
    return status;
  };
  const opened = () => {
    if (all.size >= connections) throw new Error('more requests in flight than connections');
    const connection = connectionTo(port, () => {
      all.delete(connection);
      // A server lets go of connections that nobody uses for a while.
      const idle = free.indexOf(connection);
      if (idle >= 0) free.splice(idle, 1);
    });
    all.add(connection);
    return connection;
  };
  return { send, close: () => all.forEach(({ close }) => close()) };
}

function connectionTo(port, onClosed) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  let waiting;
  socket.setEncoding('latin1').on('data', (chunk) => {
    received += chunk;
    const end = received.indexOf('\r\n\r\n');
    const length = /content-length: (\d+)/i.exec(received)?.[1];
    if (end < 0 || received.length < end + 4 + Number(length)) return;
    waiting?.resolve(Number(received.slice(9, 12)));
    received = '';
  });
  const lost = (error) => waiting?.reject(error ?? new Error('the connection was closed'));
  socket.on('error', lost).on('close', () => {
    onClosed();
    lost();
  });
  return {
    ask: (text) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(text);
      }),
    close: () => socket.destroy(),
  };
}

/** Keeps `inFlight` pieces of work going for that long; answers how many came to an end in it. */
export async function loop({ inFlight, seconds }, work) {
  const end = performance.now() + seconds * 1000;
  let finished = 0;
  const lane = async (number) => {
    while (performance.now() < end) {
      await work(number);
      if (performance.now() < end) finished += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, (_, number) => lane(number)));
  return finished;
}

/**
 * The same work without beginning or end: opens a window once every lane has come to an end `warmUp`
 * times, and answers what came to an end in it, a second.
 */
export async function steadyRate({ inFlight, seconds, warmUp }, work) {
  const stop = new AbortController();
  let finished = 0;
  const lane = async (number) => {
    for (let n = 0; n < warmUp; n += 1) await work(number);
    ready();
    while (!stop.signal.aborted) {
      await work(number);
      finished += 1;
    }
  };
  let lanesToWarm = inFlight;
  let ready;
  const warm = new Promise((resolve) => (ready = () => --lanesToWarm || resolve()));
  const lanes = Promise.all(Array.from({ length: inFlight }, (_, number) => lane(number)));
  await Promise.race([warm, lanes]);
  const [before, begun] = [finished, performance.now()];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const rate = (finished - before) / ((performance.now() - begun) / 1000);
  stop.abort();
  await lanes;
  return rate;
}

export const median = (figures) => quantile(figures, 0.5);

export function quantile(figures, share) {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** User and system time of a process so far, all threads (seconds). */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The most memory that a process ever held (MiB). */
export const peakMiB = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

export const round = (figure, digits = 2) => Number(figure.toFixed(digits));
