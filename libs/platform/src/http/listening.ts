import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that cannot be had, and what an operator can do about it. */
export class CannotListen extends Error {
  constructor(variable: string, port: number, host: string, cause: NodeJS.ErrnoException) {
    const door = `port ${String(port)} of ${host}`;
    const known: Readonly<Record<string, string>> = {
      EADDRINUSE: `${door} is in use. Stop the process that has it, or choose another port with ${variable}.`,
      EACCES: `${door} needs more rights than this process has. Choose a port above 1023 with ${variable}.`,
      EADDRNOTAVAIL: `${host} is not an address of this machine. Correct LATCHKEY_HOST.`,
    };
    super(known[cause.code ?? ''] ?? `Cannot listen on ${door} (${variable}): ${cause.message}`, {
      cause,
    });
    this.name = 'CannotListen';
  }
}

/** @returns the port that is listened on. @throws CannotListen */
export async function listen(
  server: Server,
  { port, host, variable }: { port: number; host: string; variable: string },
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void => reject(new CannotListen(variable, port, host, error));
    server.once('error', failed);
    server.listen({ port, host }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Stops accepting and lets the requests that were accepted come to their end, at most `graceMs`.
 * @returns whether all of them did.
 */
export async function drain(servers: readonly Server[], graceMs: number): Promise<boolean> {
  const closed = Promise.all(servers.map((server) => closing(server)));
  // A connection that was busy when its server closed stays open after its answer otherwise.
  const idle = setInterval(() => servers.forEach((server) => server.closeIdleConnections()), 50);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), graceMs);
  });
  const finished = await Promise.race([closed.then(() => true), late]);
  clearInterval(idle);
  clearTimeout(timer);
  servers.forEach((server) => server.closeAllConnections());
  return finished;
}

const closing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
  });
