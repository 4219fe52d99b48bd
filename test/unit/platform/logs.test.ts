import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Caller, SubjectId, TenantId } from '#libs/identity';
import { Secret } from '#libs/identity';
import type { Logger } from '#libs/platform';
import { createLogger, errorFields, NestLogger, PinoSecurityLog } from '#libs/platform';

import { serve } from './service.js';

const CANARY = 'Canary-4711';

const listening = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = [];
  const destination = { write: (line: string): void => void lines.push(line) };
  return { logger: createLogger({ service: 'test', level: 'trace', destination }), lines };
};

const parsed = (lines: readonly string[]): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('a request', () => {
  it('leaves one line: id, method, route template, status, duration', async () => {
    const service = await serve();
    const answer = await fetch(`${service.url}/blue/people/4711?email=a@b.c`);
    await answer.text();
    await service.stop();
    const lines = parsed(service.lines).filter(({ msg }) => msg === 'request');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u),
        service: 'test',
        request_id: answer.headers.get('x-request-id'),
        method: 'GET',
        route: '/blue/people/:id',
        status: 200,
        duration_ms: expect.any(Number),
        msg: 'request',
      },
    ]);
  });

  it('R25a ASVS-16.2.5: leaves nothing of its path, query, headers or body, whatever goes wrong', async () => {
    const service = await serve();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${CANARY}` };
    const send = (path: string, body?: string): Promise<Response> =>
      fetch(service.url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, cookie: CANARY, 'x-custom': CANARY },
        ...(body === undefined ? {} : { body }),
      });
    await Promise.all([
      send('/blue/echo', `{"password":"${CANARY}"}`),
      send('/blue/echo', `{"password":"${CANARY}"`),
      send('/blue/echo', `{"${CANARY}":1,"${CANARY}":2}`),
      send(`/blue/people/${CANARY}?token=${CANARY}`),
      send(`/${CANARY}/nothing`),
      send(`/blue/%zz${CANARY}`),
      send('/red/broken'),
    ]);
    await service.stop();
    expect(parsed(service.lines).filter(({ msg }) => msg === 'request')).toHaveLength(6);
    expect(service.lines.join('')).not.toContain(CANARY);
  });
});

describe('an unexpected error', () => {
  it('is logged with name, message without quotes, and frames; rows and parameters stay out', async () => {
    const service = await serve();
    const answer = await fetch(`${service.url}/red/broken`);
    await service.stop();
    const line = parsed(service.lines).find(({ msg }) => msg === 'unexpected error');
    expect(line).toMatchObject({
      level: 'error',
      request_id: answer.headers.get('x-request-id'),
      route: '/red/broken',
      error: { name: 'Error', message: 'relation "…" of value \'…\'' },
    });
    expect(JSON.stringify(line)).toMatch(/Routes\.broken/u);
    expect(service.lines.join('')).not.toContain(CANARY);
  });

  it.each([
    ['JSON.parse quotes its text', () => JSON.parse(`{"a":"${CANARY}`) as unknown],
    ['JSON.parse quotes bare text', () => JSON.parse(CANARY) as unknown],
    ['a URL with a login', () => raise(`cannot reach postgres://u:${CANARY}@host/db`)],
    ['a token', () => raise(`bad token eyJhbGciOiJSUzI1NiJ9.${CANARY}.sig`)],
    ['a value over several lines', () => raise(`invalid input: "${CANARY}\n${CANARY}"`)],
    ['a quotation without end', () => raise(`invalid input: "${CANARY}`)],
    ['a cause', () => raise('outside', { cause: new Error(`inside "${CANARY}"`) })],
    ['something that is no error', () => raiseAnything({ message: CANARY })],
  ])('keeps to itself what it was about: %s', (_what, work) => {
    const { logger, lines } = listening();
    try {
      work();
    } catch (error) {
      logger.error({ error }, 'unexpected error');
      new NestLogger(logger).error(error, `Error: ${CANARY}\n    at x`, 'ExceptionsHandler');
    }
    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(CANARY);
  });

  it('names the violated constraint, which is ours', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      constraint: 'one_sub',
    });
    expect(errorFields(error)).toMatchObject({ code: '23505', constraint: 'one_sub' });
  });
});

function raise(message: string, options?: ErrorOptions): never {
  throw new Error(message, options);
}

function raiseAnything(thing: unknown): never {
  throw thing;
}

describe('ASVS-16.4.1: no input can forge a line', () => {
  it('with line ends, escape sequences or control characters', () => {
    const signs = fc.constantFrom(
      '\r',
      '\n',
      '\u001b[2J',
      '\u009b31m',
      '\u0085',
      '\u2028',
      '\u007f',
      '"',
      'x',
    );
    fc.assert(
      fc.property(fc.array(signs), (parts) => {
        const { logger, lines } = listening();
        const given = parts.join('');
        logger.warn({ reason: given }, given);
        expect(lines).toHaveLength(1);
        expect(lines[0]).toMatch(/^[^\p{Cc}\u2028\u2029]*\n$/u);
        expect(parsed(lines)[0]).toMatchObject({ reason: given, msg: given });
      }),
    );
  });
});

describe('ASVS-16.2.1: a security event', () => {
  const caller = {
    tenant: 'demo' as TenantId,
    sub: 'alice' as SubjectId,
    issuer: 'https://issuer.example',
    session: { issuer: 'https://issuer.example', sid: CANARY },
  } as Caller;

  it('tells when, who, tenant, what, why, from where and in which request, and no session', () => {
    const { logger, lines } = listening();
    const origin = { ip: '203.0.113.7', requestId: 'r-1' };
    new PinoSecurityLog(logger).record('authz_fail', caller, origin, 'subject_mismatch');
    expect(parsed(lines)).toEqual([
      {
        level: 'warn',
        time: expect.any(String),
        service: 'test',
        event: 'authz_fail',
        tenant: 'demo',
        subject: 'alice',
        issuer: 'https://issuer.example',
        ip: '203.0.113.7',
        request_id: 'r-1',
        reason: 'subject_mismatch',
        msg: 'security event',
      },
    ]);
    expect(lines.join('')).not.toContain(CANARY);
  });
});

it('a Secret in a log line is only named', () => {
  const { logger, lines } = listening();
  logger.info({ url: new Secret(CANARY), nested: { url: new Secret(CANARY) } }, 'configured');
  expect(parsed(lines)[0]).toMatchObject({ url: '[secret]', nested: { url: '[secret]' } });
});

it('Nest’s messages keep their speaker, and are of interest to those who debug', () => {
  const { logger, lines } = listening();
  const nest = new NestLogger(logger);
  nest.log('Mapped {/x, GET} route', 'RouterExplorer');
  nest.warn('careful', 'Somebody');
  nest.error('failed "x"', 'stack\n at x', 'Somebody');
  nest.fatal('over');
  expect(parsed(lines)).toMatchObject([
    { level: 'debug', context: 'RouterExplorer', msg: 'Mapped {/x, GET} route' },
    { level: 'warn', context: 'Somebody', msg: 'careful' },
    { level: 'error', context: 'Somebody', msg: 'failed "…"' },
    { level: 'fatal', msg: 'over' },
  ]);
});
