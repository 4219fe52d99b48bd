import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { LiveCorpus, rangeAnswer } from '#libs/breach-corpus';

import type { Terminal } from './terminal.js';

export interface ServeOptions {
  readonly corpus: string;
  readonly host: string;
  readonly port: number;
}

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the ranges of a full corpus until it is stopped; a newer file is served as it comes. */
export async function serveCommand(
  { corpus: path, host, port }: ServeOptions,
  { print }: Terminal,
): Promise<Serving> {
  const corpus = new LiveCorpus(path, { onProblem: print });
  const flavour = corpus.header?.flavour;
  if (flavour !== 'full') {
    corpus.close();
    throw new Error(
      flavour ? `${path} is compact: ranges need a corpus built with --full` : 'nothing to serve',
    );
  }
  const server = createServer((request, response) => answer(corpus, request, response));
  await listening(server, port, host);
  const address = server.address();
  const chosen = typeof address === 'object' && address ? address.port : port;
  print(`serving ${path} at http://${host}:${chosen}/range/`);
  const close = (): Promise<void> =>
    new Promise((closed) => {
      corpus.close();
      server.close(() => closed());
      server.closeAllConnections();
    });
  return { port: chosen, close };
}

const listening = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((ready, reject) => {
    server.once('error', reject);
    server.listen(port, host, ready);
  });

function answer(
  corpus: LiveCorpus,
  { method, url = '/', headers }: IncomingMessage,
  response: ServerResponse,
): void {
  const { pathname, searchParams } = new URL(url, 'http://range');
  const [, prefix] = /^\/range\/([^/]*)$/u.exec(pathname) ?? [];
  if (prefix === undefined || method !== 'GET') {
    response.writeHead(prefix === undefined ? 404 : 405).end();
    return;
  }
  const mode = searchParams.get('mode') ?? undefined;
  const reply = rangeAnswer(corpus.current, { prefix, mode, headers });
  const length = { 'content-length': String(Buffer.byteLength(reply.body)) };
  response.writeHead(
    reply.status,
    reply.status === 304 ? reply.headers : { ...reply.headers, ...length },
  );
  response.end(reply.status === 304 ? undefined : reply.body);
}
