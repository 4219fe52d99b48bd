import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RangeClientSettings } from '#libs/breach-corpus';
import { hexOf, parseRange, RangeCache, RangeClient, sha1Of } from '#libs/breach-corpus';
import { Password } from '#libs/identity';
import { Egress } from '#libs/platform';

const SUFFIX = hexOf(sha1Of('password')).slice(5);
const OTHER = '0'.repeat(35);

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Say = (socket: Socket) => void;

/** Somebody who answers bytes, whatever they mean. */
async function upstream(say: Say): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      asked.push(chunk.toString('latin1'));
      say(socket);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { baseUrl: `http://127.0.0.1:${port}/range/`, asked };
}

const raw = (status: string, headers: readonly string[], body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n'), 'latin1'),
    Buffer.from(body),
  ]);

const framed = (status: string, body: string | Buffer, ...headers: string[]): Say => {
  const length = `content-length: ${Buffer.from(body).length}`;
  return (socket) => socket.write(raw(status, [length, ...headers], body));
};

const ok = (body: string | Buffer, ...headers: string[]): Say => framed('200 OK', body, ...headers);

async function client(say: Say, more: Partial<RangeClientSettings> = {}) {
  const { baseUrl, asked } = await upstream(say);
  const egress = new Egress({ allowPrivate: true });
  closing.push(() => egress.close());
  const timeoutMs = more.timeoutMs ?? 2_000;
  const range = new RangeClient({ baseUrl, egress, ...more, timeoutMs });
  return { asked, check: (text = 'password') => range.check(new Password(text)) };
}

const LIST = `${OTHER}:3\r\n${SUFFIX}:9545824\r\n`;

describe('the range client', () => {
  it('sends five digits of the hash and asks for padding; nothing else leaves', async () => {
    const { asked, check } = await client(ok(LIST));
    expect(await check()).toMatchObject({ verdict: 'breached', atLeast: 1_000_000 });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^GET \/range\/5BAA6 HTTP\/1\.1\r\n/);
    expect(asked[0]?.toLowerCase()).toContain('add-padding: true');
    expect(asked[0]).not.toContain(SUFFIX.slice(0, 8));
  });

  it.each([
    ['CRLF', LIST],
    ['LF', LIST.replaceAll('\r', '')],
    ['no end of the last line', LIST.trimEnd()],
    ['lower case', LIST.toLowerCase()],
  ])('R19: finds the password in lines with %s', async (_, body) => {
    const { check } = await client(ok(body));
    expect(await check()).toMatchObject({ verdict: 'breached' });
  });

  it('R19: takes a padding line for no hit', async () => {
    const { check } = await client(ok(`${OTHER}:3\r\n${SUFFIX}:0\r\n`));
    expect(await check()).toMatchObject({ verdict: 'clean' });
  });

  it.each([
    ['gzip', gzipSync(LIST)],
    ['br', brotliCompressSync(LIST)],
  ])('R19: reads %s', async (encoding, body) => {
    const { check } = await client(ok(body, `content-encoding: ${encoding}`));
    expect(await check()).toMatchObject({ verdict: 'breached' });
  });

  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;

  it.each<[string, Say]>([
    ['no colon', ok(`${OTHER}:3\r\n${SUFFIX}9545824\r\n`)],
    ['a comma in the count', ok(`${OTHER}:3\r\n${SUFFIX}:9,545,824\r\n`)],
    ['a page of HTML with status 200', ok('<html><body>Please sign in</body></html>')],
    ['nothing at all', ok('')],
    ['padding only', ok(`${OTHER}:0\r\n${'1'.repeat(35)}:0\r\n`)],
    ['half a line at the end', ok(`${OTHER}:3\r\n${SUFFIX.slice(0, 20)}`)],
    ['a suffix without its count at the end', ok(`${OTHER}:3\r\n${SUFFIX}:`)],
    ['a gzip bomb', ok(gzipSync(Buffer.alloc(200_000_000, 'A')), 'content-encoding: gzip')],
    ['gzip that ends too early', ok(gzipSync(LIST).subarray(0, 40), 'content-encoding: gzip')],
    ['an encoding that nobody asked for', ok(LIST, 'content-encoding: zstd')],
    ['no length, so that nobody knows whether it is whole', (s) => s.end(raw('200 OK', [], LIST))],
  ])('R19, F02: calls %s undetermined, because it is malformed', async (_, say) => {
    const { check } = await client(say);
    expect(await check()).toMatchObject({ verdict: 'undetermined', reason: 'source_malformed' });
  });

  it.each<[string, Say]>([
    ['429', framed('429 Too Many Requests', LIST)],
    ['503', framed('503 Service Unavailable', LIST)],
    ['404', framed('404 Not Found', '')],
    ['302', framed('302 Found', '', 'location: http://127.0.0.1:1/')],
    ['a body shorter than announced', (s) => s.end(raw('200 OK', ['content-length: 900'], LIST))],
    [
      'a reset in the middle',
      (s) => s.write(raw('200 OK', ['content-length: 900'], LIST), () => s.resetAndDestroy()),
    ],
    [
      'chunks without an end',
      (s) => s.end(raw('200 OK', ['transfer-encoding: chunked'], chunk(LIST))),
    ],
    ['a body beyond all measure', ok(`${OTHER}:3\r\n`.repeat(40_000))],
    ['something that is not HTTP', (s) => s.end('220 smtp.example ESMTP\r\n')],
    ['no answer', (s) => s.end()],
  ])('R19, F02: calls %s undetermined, because there is no answer', async (_, say) => {
    const { check } = await client(say);
    expect(await check()).toMatchObject({ verdict: 'undetermined', reason: 'source_unavailable' });
  });

  it('R19, F02: waits no longer than its time for one who stalls, before or within an answer', async () => {
    for (const say of [() => undefined, (s: Socket) => s.write('HTTP/1.1 200 OK\r\n')] as Say[]) {
      const { check } = await client(say, { timeoutMs: 60 });
      expect(await check()).toMatchObject({
        verdict: 'undetermined',
        reason: 'source_unavailable',
      });
    }
  });

  it('R19: remembers a range only once it was understood whole', async () => {
    let answers = 0;
    const bodies = [`${OTHER}:3\r\ngarbage`, LIST];
    const { asked, check } = await client((socket) => ok(bodies[answers++] ?? LIST)(socket));
    const verdicts = [await check(), await check(), await check()].map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['undetermined', 'breached', 'breached']);
    expect(asked).toHaveLength(2);
  });

  it('keeps a bounded number of ranges, for a bounded time', async () => {
    let now = 0;
    const cache = new RangeCache({ mostLines: 4, keepMs: 100, now: () => now });
    const more = { cache };
    const { asked, check } = await client(ok(`${OTHER}:3\r\n`), more);
    for (const text of ['a', 'b', 'a', 'c', 'a', 'b']) await check(text);
    expect(asked).toHaveLength(4);
    now = 101;
    await check('b');
    expect(asked).toHaveLength(5);
  });

  it('asks nobody any more after failures in a row, and lets one request find out (F02)', async () => {
    let now = 0;
    let broken = true;
    const more = { breaker: { failures: 3, restMs: 1_000 }, now: () => now };
    const { asked, check } = await client(
      (s) => (broken ? framed('500 Oops', '')(s) : ok(LIST)(s)),
      more,
    );
    for (let n = 0; n < 6; n += 1) expect((await check()).verdict).toBe('undetermined');
    expect(asked).toHaveLength(3);
    now = 1_000;
    expect((await check()).verdict).toBe('undetermined');
    expect((await check()).verdict).toBe('undetermined');
    expect(asked).toHaveLength(4);
    broken = false;
    now = 2_000;
    expect((await check()).verdict).toBe('breached');
    expect(asked).toHaveLength(5);
  });

  it('believes an empty range of a source that holds some ranges only', async () => {
    const { check } = await client(ok(''), { sparse: true });
    expect((await check()).verdict).toBe('clean');
  });

  it('F02: refuses an address that is not global before anybody is asked', async () => {
    const { baseUrl, asked } = await upstream(ok(LIST));
    const egress = new Egress();
    const range = new RangeClient({ baseUrl, egress });
    const verdict = await range.check(new Password('password'));
    expect(verdict).toMatchObject({ verdict: 'undetermined', reason: 'source_unavailable' });
    expect(asked).toEqual([]);
  });
});

describe('the parser of ranges', () => {
  const line = fc
    .tuple(fc.stringMatching(/^[0-9A-F]{35}$/), fc.nat({ max: 99_999_999 }))
    .map(([suffix, count]) => ({ suffix, count }));

  it('R19: understands what the protocol writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(line, { selector: ({ suffix }) => suffix }), (lines) => {
        const parsed = parseRange(lines.map((one) => `${one.suffix}:${one.count}\r\n`).join(''));
        const hits = lines.filter(({ count }) => count > 0);
        expect(parsed?.counts).toEqual(new Map(hits.map((one) => [one.suffix, one.count])));
      }),
    );
  });

  it('R19: either finds a suffix that stands in a spoiled text, or understands none of it', () => {
    const spoiled = fc.tuple(fc.array(line), fc.nat(), fc.string({ maxLength: 4 }), fc.nat(8));
    fc.assert(
      fc.property(spoiled, ([lines, at, put, cut]) => {
        const text = [...lines.map((one) => `${one.suffix}:${one.count}`), `${SUFFIX}:7`].join(
          '\r\n',
        );
        const place = at % text.length;
        const spoilt = text.slice(0, place) + put + text.slice(place + cut);
        const parsed = parseRange(spoilt);
        const whole = spoilt.split(/\r?\n/).some((one) => one === `${SUFFIX}:7`);
        // A text that lost the line whole, or changed it to another good one, is another range.
        if (parsed && whole) expect(parsed.counts.get(SUFFIX)).toBeGreaterThanOrEqual(7);
        if (parsed)
          for (const suffix of parsed.counts.keys()) expect(suffix).toMatch(/^[0-9A-F]{35}$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('R19: throws for no text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseRange(text)));
    expect(parseRange('x')).toBeUndefined();
  });
});
