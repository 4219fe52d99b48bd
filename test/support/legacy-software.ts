import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { LegacyVerifiers } from '#libs/credentials';
import { Secret } from '#libs/identity';
import type { TenantId } from '#libs/identity';
import { HttpLegacyVerifier } from '#libs/legacy-verifiers';
import { Egress } from '#libs/platform';

/** What it is asked, as it comes over the wire. */
export interface AskedElsewhere {
  readonly id: string;
  readonly tenant: string;
  readonly subject: string;
  readonly identifier?: { readonly type: string; readonly value: string };
  readonly password: string;
}

type Say = (response: ServerResponse, asked: AskedElsewhere) => unknown;

const json = (response: ServerResponse, said: object, status = 200): void => {
  const body = JSON.stringify(said);
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  response.writeHead(status, headers).end(body);
};

/** How it may fail, or lie. What it says is always that the password is right. */
export const LIES = {
  'is down': (response) => response.destroy(),
  'takes longer than anybody waits': () => undefined,
  'answers 500': (response, { id }) => json(response, { id, result: 'valid' }, 500),
  'answers 401': (response, { id }) => json(response, { id, result: 'valid' }, 401),
  'redirects to who says yes': (response) =>
    response.writeHead(307, { location: '/yes', 'content-length': 0 }).end(),
  'answers a sign-in page': (response) => response.end('<html>Please sign in</html>'),
  'says yes as HTML': (response, { id }) => {
    const body = JSON.stringify({ id, result: 'valid' });
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length });
    response.end(body);
  },
  'says yes to another question': (response) =>
    json(response, { id: 'AAAAAAAAAAAAAAAAAAAAAA', result: 'valid' }),
  'says yes without repeating the question': (response) => json(response, { result: 'valid' }),
  'says another word': (response, { id }) => json(response, { id, result: true }),
  'says nothing in JSON': (response) => json(response, []),
  'says null': (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 4 });
    response.end('null');
  },
  'breaks off': (response, { id }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 900 });
    response.write(JSON.stringify({ id, result: 'valid' }), () => response.destroy());
  },
  'says more than an answer is long': (response, { id }) =>
    json(response, { id, result: 'valid', more: 'x'.repeat(5_000) }),
} satisfies Record<string, Say>;

export type Lie = keyof typeof LIES;

/** Waited for as long as on a busy machine; a "no" is not kept back so long in tests. */
class QuickNo extends HttpLegacyVerifier {
  override get timeoutMs(): number {
    return 10;
  }
}

/** The software that people come from: knows passwords by subject, over real HTTP. */
export class LegacySoftware extends LegacyVerifiers {
  lie: Lie | undefined;
  readonly passwords = new Map<string, string>();
  readonly asked: AskedElsewhere[] = [];
  readonly #tokens = new Set<string | undefined>();
  readonly #egress = new Egress({ allowPrivate: true });
  readonly #verifiers = new Map<TenantId, HttpLegacyVerifier>();
  #url = '';

  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    this.#tokens.add(request.headers.authorization);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = JSON.parse(Buffer.concat(chunks).toString('utf8')) as AskedElsewhere;
      this.asked.push(asked);
      if (request.url === '/yes') json(response, { id: asked.id, result: 'valid' });
      else if (this.lie) LIES[this.lie](response, asked);
      else json(response, { id: asked.id, result: this.#resultOf(asked) });
    });
  });

  async open(): Promise<this> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    const address = this.#server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    this.#url = `http://127.0.0.1:${String(port)}/verify`;
    return this;
  }

  /** Every tenant has one of its own, so that the silence of one is not another's. */
  override of(tenant: TenantId): HttpLegacyVerifier {
    const known = this.#verifiers.get(tenant);
    if (known) return known;
    const settings = { url: this.#url, token: new Secret('t0ken'), timeoutMs: 1_000 };
    const made = new QuickNo({ ...settings, egress: this.#egress });
    this.#verifiers.set(tenant, made);
    return made;
  }

  tokens(): readonly (string | undefined)[] {
    return [...this.#tokens];
  }

  close(): void {
    this.#egress.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #resultOf({ subject, password }: AskedElsewhere): 'valid' | 'invalid' {
    return this.passwords.get(subject) === password ? 'valid' : 'invalid';
  }
}
