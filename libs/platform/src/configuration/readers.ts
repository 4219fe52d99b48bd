import { readFileSync } from 'node:fs';

import ipaddr from 'ipaddr.js';

import { isTenantId, Secret, tenantId } from '#libs/identity';
import type { TenantId } from '#libs/identity';

import type { Network } from '../http/origin.js';
import type { LegacyVerifiersByTenant } from './legacy-verifiers.js';
import { parseLegacyVerifiers } from './legacy-verifiers.js';
import type { Reader } from './setting.js';
import { mistake, Mistake } from './setting.js';

export const text: Reader<string> = (given) => given;

/** A value that must never be printed; also read from `<variable>_FILE`. */
const secret = <Value>(read: (text: string) => Value): Reader<Value> =>
  Object.assign((given: string) => read(given), { secret: true });

export const wholeNumber =
  (minimum: number, maximum: number): Reader<number> =>
  (given) => {
    const number = /^\d{1,9}$/u.test(given) ? Number(given) : NaN;
    if (number >= minimum && number <= maximum) return number;
    return mistake(`must be a whole number from ${String(minimum)} to ${String(maximum)}`);
  };

/** 0 lets the operating system choose. */
export const port = wholeNumber(0, 65_535);

export const oneOf =
  <const Word extends string>(words: readonly Word[]): Reader<Word> =>
  (given) =>
    words.find((word) => word === given) ?? mistake(`must be one of ${words.join(', ')}`);

const urlOf = (given: string, protocols: readonly string[]): URL | undefined => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  return url && protocols.includes(url.protocol) ? url : undefined;
};

/** A URL that carries a password. */
const secretUrl = (protocols: readonly string[], looksLike: string): Reader<Secret> =>
  secret((given) =>
    urlOf(given, protocols) ? new Secret(given) : mistake(`must be a URL like ${looksLike}`),
  );

export const postgresUrl = secretUrl(
  ['postgres:', 'postgresql:'],
  'postgres://role:password@host:5432/database',
);

export const smtpUrl = secretUrl(['smtp:', 'smtps:'], 'smtps://user:password@host:465');

export const redisUrl = secretUrl(['redis:', 'rediss:'], 'redis://host:6379');

/** One that secrets may be sent to. */
export const httpsUrl: Reader<string> = (given) =>
  urlOf(given, ['https:'])?.href ?? mistake('must be a URL like https://sms.example.com/messages');

export const bearerSecret: Reader<Secret> = secret((given) => new Secret(given));

/** Where people and programs reach the service; without a slash at the end. */
export const publicUrl: Reader<string> = (given) => {
  const url = urlOf(given, ['http:', 'https:']);
  if (!url || url.username || url.password || url.search || url.hash) {
    return mistake('must be an absolute URL like https://id.example.com, without query or login');
  }
  return url.href.replace(/\/+$/u, '');
};

/** Blocks like `10.0.0.0/8`, separated by commas. */
export const networks: Reader<readonly Network[]> = (given) =>
  given.split(',').map((one) => {
    const block = one.trim();
    if (ipaddr.isValidCIDR(block)) return ipaddr.parseCIDR(block);
    return mistake('must be networks like 10.0.0.0/8, separated by commas');
  });

/** An address that more is put behind; with a slash at the end. */
export const baseUrl: Reader<string> = (given) => `${publicUrl(given)}/`;

export const yesOrNo: Reader<boolean> = (given) => oneOf(['yes', 'no'])(given) === 'yes';

export interface WorkParameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** In the words of a PHC string. `check` knows which are strong enough. */
export const workParameters =
  <Value>(check: (given: WorkParameters) => Value): Reader<Value> =>
  (given) => {
    const [, m, t, p] = /^m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})$/u.exec(given) ?? [];
    if (p === undefined) return mistake('must be work parameters like m=19456,t=2,p=1');
    try {
      return check({ memoryKiB: Number(m), passes: Number(t), lanes: Number(p) });
    } catch (error) {
      throw new Mistake(problemsOf(error).map((problem) => `is refused: ${problem}`));
    }
  };

/** Demo tokens and demo data must not be reachable from another machine. */
export const loopback: Reader<string> = (given) =>
  ['127.0.0.1', '::1', 'localhost'].includes(given)
    ? given
    : mistake('must be a loopback address: 127.0.0.1, ::1 or localhost');

export const tenant: Reader<TenantId> = (given) =>
  isTenantId(given) ? tenantId(given) : mistake('must be a tenant id');

/** RFC 5322 §3.4 in the two forms that people use: an address, or `Name <address>`. */
export const mailbox: Reader<string> = (given) =>
  /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u.test(given)
    ? given
    : mistake('must be a mail address like "Example <no-reply@example.com>"');

/** The content of a file that only the operator's secret store writes. */
export const secretFile: Reader<Secret> = (path) => new Secret(contentOf(path));

/** JSON in the variable itself, or the path of a JSON file. `parse` says all that is wrong in it. */
export const json =
  <Value>(parse: (document: unknown) => Value): Reader<Value> =>
  (given) => {
    const document = parsed(/^\s*[[{]/u.test(given) ? given : contentOf(given));
    try {
      return parse(document);
    } catch (error) {
      throw new Mistake(problemsOf(error));
    }
  };

/** Holds tokens: given as a file, or as the content of one. */
export const legacyVerifiers: Reader<LegacyVerifiersByTenant> = secret(json(parseLegacyVerifiers));

export function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    return mistake(`names a file that cannot be read (${code})`);
  }
}

/** The message of JSON.parse would quote the document. */
function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return mistake('is not valid JSON');
  }
}

function problemsOf(error: unknown): readonly string[] {
  const { mistakes, message } = error as { mistakes?: unknown; message?: unknown };
  if (Array.isArray(mistakes)) return mistakes.map(String);
  return [typeof message === 'string' ? message : 'cannot be used'];
}
