import type { IncomingMessage, RequestOptions } from 'node:http';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';

import { isGlobalAddress } from './global-address.js';
import type { AddressesOf } from './names.js';
import { asTheSystemDoes, overDns } from './names.js';

export interface EgressLimits {
  /** Resolving, connecting, headers and body together. */
  readonly timeoutMs: number;
  readonly maximumBytes: number;
}

export interface EgressAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Its end was announced, by a length or by chunks: what is whole is known to be whole. */
  readonly framed: boolean;
}

interface Message {
  readonly method?: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An address that must not be asked. Never says what a name resolved to. */
export class EgressRefused extends Error {
  override readonly name = 'EgressRefused';
}

export interface EgressSettings {
  /** The operator's word that `http:` and addresses which are not global are meant. */
  readonly allowPrivate?: boolean;
  /** Connections to one host at the same time; the rest wait. */
  readonly maxSockets?: number;
  /** For tests: who answers names. */
  readonly addressesOf?: AddressesOf;
}

/**
 * The one way to addresses that somebody else named. A name is resolved once per connection, every
 * address that it has must be global, and what was resolved is what is connected to, so that a name
 * cannot answer differently when it matters. Redirects are answers like any other.
 */
export class Egress {
  readonly #agents: Readonly<Record<string, HttpAgent>>;
  readonly #allowPrivate: boolean;
  readonly #addressesOf: AddressesOf;

  constructor({ allowPrivate = false, maxSockets = 8, addressesOf }: EgressSettings = {}) {
    this.#allowPrivate = allowPrivate;
    // Names of our own network may stand in files of this machine, public ones do not.
    this.#addressesOf = addressesOf ?? (allowPrivate ? asTheSystemDoes : overDns());
    const keep = { keepAlive: true, maxSockets, timeout: 10_000 };
    this.#agents = { 'http:': new HttpAgent(keep), 'https:': new HttpsAgent(keep) };
  }

  /** @throws unless the answer came whole, within the limits, from an address that may be asked. */
  get(
    address: string,
    headers: Readonly<Record<string, string>>,
    limits: EgressLimits,
  ): Promise<EgressAnswer> {
    return this.#asked(address, { headers }, limits);
  }

  /** @throws as `get` does. */
  post(
    address: string,
    message: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
    limits: EgressLimits,
  ): Promise<EgressAnswer> {
    return this.#asked(address, { ...message, method: 'POST' }, limits);
  }

  #asked(
    address: string,
    { headers, body, method = 'GET' }: Message,
    { timeoutMs, maximumBytes }: EgressLimits,
  ): Promise<EgressAnswer> {
    const url = this.#checked(address);
    const agent = this.#agents[url.protocol];
    const options: RequestOptions = {
      ...(agent && { agent }),
      method,
      headers: { ...headers },
      lookup: this.#lookup,
      signal: AbortSignal.timeout(timeoutMs),
    };
    return new Promise((answered, reject) => {
      const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
      const request = ask(url, options, (response) => {
        collected(response, maximumBytes).then(answered, (error: unknown) => {
          request.destroy();
          reject(error instanceof Error ? error : new Error('no answer'));
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  /** Why an address will never be asked, as far as can be told without resolving its name. */
  objectionTo(address: string): string | undefined {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url) return 'the address is no URL';
    if (url.username || url.password) return 'the address holds credentials';
    if (this.#allowPrivate && url.protocol === 'http:') return undefined;
    if (url.protocol !== 'https:') return 'the address is not https:';
    const literal = url.hostname.replace(/^\[|\]$/gu, '');
    // A literal address is never looked up: it is judged here.
    const refused = isIP(literal) !== 0 && !this.#allowPrivate && !isGlobalAddress(literal);
    return refused ? 'the address is not global' : undefined;
  }

  #checked(address: string): URL {
    const objection = this.objectionTo(address);
    if (objection !== undefined) throw new EgressRefused(objection);
    return new URL(address);
  }

  readonly #lookup: LookupFunction = (host, _options, callback) => {
    this.#addressesOf(host).then(
      (found) => {
        const [first] = found;
        const refused = !this.#allowPrivate && found.some((one) => !isGlobalAddress(one.address));
        if (!first || refused) callback(new EgressRefused('the address is not global'), '', 0);
        else if (_options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
}

async function collected(response: IncomingMessage, maximumBytes: number): Promise<EgressAnswer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maximumBytes) throw new Error(`answered more than ${maximumBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('the answer was cut off');
  const { headers, statusCode = 0 } = response;
  const framed = 'content-length' in headers || headers['transfer-encoding'] === 'chunked';
  return { status: statusCode, headers, body: Buffer.concat(chunks), framed };
}
