/** A client that costs little, and the figures that are made of what it saw. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

/** Linux counts CPU time in ticks of 10 ms (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** One keep-alive connection per request in flight. */
export function client(port, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send = (method, path, token, body) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const text = body === undefined ? undefined : JSON.stringify(body);
      if (text !== undefined) {
        headers['content-type'] = 'application/json';
        headers['content-length'] = Buffer.byteLength(text);
      }
      const sent = request({ port, host: '127.0.0.1', method, path, agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      });
      sent.on('error', reject);
      sent.end(text);
    });
  return { send, close: () => agent.destroy() };
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
