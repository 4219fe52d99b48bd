import { spawn } from 'node:child_process';
import type { Server } from 'node:http';
import { createServer } from 'node:http';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { CorpusFile, PullFailed, pullRanges, rangeAnswer } from '#libs/breach-corpus';
import { Egress } from '#libs/platform';

import type { Serving } from '../../apps/pwctl/src/commands/breach/serve.js';
import { serveCommand } from '../../apps/pwctl/src/commands/breach/serve.js';
import type { Corner } from '../support/corpora.js';
import { corner, corpusOf, hashesOf, syntheticCorpus } from '../support/corpora.js';

let here: Corner;

beforeAll(() => {
  here = corner();
});

afterAll(() => here.remove());

describe('existing HIBP clients, pointed at our range server', () => {
  let serving: Serving;

  beforeAll(async () => {
    const passwords = { password: 9_545_824, 'P@ssw0rd': 76_479, 'Grüße aus Köln': 4 };
    const corpus = corpusOf(here.file('served.lbc'), 'full', passwords);
    const terminal = { print: () => undefined, tell: () => undefined, readSecret: async () => '' };
    serving = await serveCommand({ corpus, host: '127.0.0.1', port: 0 }, terminal);
  });

  afterAll(() => serving.close());

  /** Runs a client in a process of its own, as its README says. */
  const ask = async (program: string, password: string): Promise<unknown> => {
    const args = ['--input-type=module', '-e', program, String(serving.port), password];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await new Promise((ended) => child.on('close', ended));
    return JSON.parse(printed);
  };

  const HIBP = `
    import { pwnedPassword } from 'hibp';
    const [port, password] = process.argv.slice(1);
    const options = { baseUrl: 'http://127.0.0.1:' + port, addPadding: true };
    console.log(await pwnedPassword(password, options));`;

  /** This one knows no other address: the connection is led here beneath it. */
  const PWNEDPASSWORDS = `
    import http from 'node:http';
    import https from 'node:https';
    import { createRequire, syncBuiltinESMExports } from 'node:module';
    const [port, password] = process.argv.slice(1);
    https.get = (url, options, answered) =>
      http.get(String(url).replace('https://api.pwnedpasswords.com', 'http://127.0.0.1:' + port), options, answered);
    syncBuiltinESMExports();
    const pwnedpasswords = createRequire(process.cwd() + '/')('pwnedpasswords');
    console.log(await pwnedpasswords(password));`;

  it.each([
    ['hibp', HIBP],
    ['pwnedpasswords', PWNEDPASSWORDS],
  ])(
    'get the right counts: %s',
    async (_, program) => {
      const passwords = ['password', 'P@ssw0rd', 'Grüße aus Köln', 'Quiet-harbour-58'];
      const counts = await Promise.all(passwords.map((password) => ask(program, password)));
      expect(counts).toEqual([9_545_824, 76_479, 4, 0]);
    },
    60_000,
  );
});

describe('a pull', () => {
  const RANGES = 400;
  const inFirst = ([hex, count]: [string, number]) => [`00${hex.slice(2)}`, count] as const;
  const first = [...new Map(hashesOf(20_000, 3).map(inFirst))];
  let corpus: CorpusFile;
  let server: Server;
  let baseUrl: string;
  let answers: number[] = [];
  let spoil: (prefix: string, turn: number) => number | undefined = () => undefined;
  const egress = new Egress({ allowPrivate: true });

  beforeAll(async () => {
    corpus = CorpusFile.open(syntheticCorpus(here.file('one.lbc'), 'full', first));
    let turn = 0;
    server = createServer(({ url = '', headers }, response) => {
      const prefix = url.slice('/range/'.length);
      const wrong = spoil(prefix, (turn += 1));
      const { status, ...reply } = rangeAnswer(corpus, { prefix, headers });
      const changed = Number.parseInt(prefix, 16) % 25 === 0;
      // The corpus's version is in every tag; an upstream's tags change with their range only.
      const etag = `W/"${prefix}-${changed ? corpus.version : ''}"`;
      const same = headers['if-none-match'] === etag;
      answers.push(wrong ?? (same ? 304 : status));
      if (wrong !== undefined) response.writeHead(wrong, { 'content-length': 0 }).end();
      else if (same) response.writeHead(304, { etag }).end();
      else {
        const length = Buffer.byteLength(reply.body);
        response.writeHead(200, { ...reply.headers, etag, 'content-length': length });
        response.end(reply.body);
      }
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const address = server.address();
    baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/range/`;
  });

  beforeEach(() => {
    answers = [];
    spoil = () => undefined;
  });

  afterAll(() => {
    egress.close();
    server.closeAllConnections();
    server.close();
    corpus.close();
  });

  const pull = (folder = 'ranges') =>
    pullRanges({
      folder: here.file(folder),
      baseUrl,
      egress,
      ranges: RANGES,
      tries: 3,
      backOffMs: 1,
    });

  it('brings every range, and the second one only what has changed', async () => {
    expect(await pull()).toMatchObject({ done: RANGES, transferred: RANGES });
    const more = [[`${'0'.repeat(39)}1`, 5] as const, ...first];
    corpus.close();
    corpus = CorpusFile.open(syntheticCorpus(here.file('two.lbc'), 'full', more));
    const again = await pull();
    // 4 in 100 ranges carry another tag.
    expect(again.transferred).toBe(RANGES / 25);
    expect(again.transferred).toBeLessThanOrEqual(0.05 * RANGES);
    expect(answers.filter((status) => status === 304)).toHaveLength(2 * RANGES - 16 - RANGES);
  });

  it('tries again after 429, 500 and 503, and comes to its end', async () => {
    const wrong = [429, 500, 503];
    spoil = (_, turn) => (turn % 7 === 0 ? wrong[turn % 3] : undefined);
    expect(await pull('troubled')).toMatchObject({ done: RANGES });
  });

  it('gives up when a range cannot be had, keeps the others, and then fetches only what is missing', async () => {
    spoil = (prefix) => (prefix === '00100' ? 500 : undefined);
    await expect(pull('broken')).rejects.toThrow(PullFailed);
    await expect(pull('broken')).rejects.toThrow(/range 00100: answered 500 .*go on/);
    spoil = () => undefined;
    answers = [];
    await pull('broken');
    expect(answers.filter((status) => status === 200).length).toBeLessThan(RANGES - 200);
  });
});
