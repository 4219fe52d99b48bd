import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

import { hexOf, sha1Of } from '#libs/breach-corpus';

const OTHER = `${'0'.repeat(35)}:3\r\n`;

/** How a server of ranges may fail, or lie. */
export const WRONGS = {
  'is down': (response) => response.destroy(),
  'takes longer than anybody waits': () => undefined,
  'answers HTML with 200': (response) => response.end('<html><body>Please sign in</body></html>'),
  'breaks off': (response) => {
    response.writeHead(200, { 'content-length': '900' });
    response.write(OTHER, () => response.destroy());
  },
  'answers padding only': (response) => response.end(OTHER.replace(':3', ':0')),
  'is overloaded': (response) => response.writeHead(503).end(),
} satisfies Record<string, (response: ServerResponse) => unknown>;

export type Wrong = keyof typeof WRONGS;

/** A server of ranges that tests may let go wrong. Its listed passwords were seen three times. */
export class RangeUpstream {
  wrong: Wrong | undefined;
  readonly listed = new Set<string>();
  /** The prefixes that were asked for. */
  readonly asked: string[] = [];
  url = '';
  readonly #server: Server = createServer((request, response) => {
    const prefix = request.url?.split('/').at(-1) ?? '';
    this.asked.push(prefix);
    if (this.wrong) void WRONGS[this.wrong](response);
    else response.end(OTHER + this.#lines(prefix));
  });

  async open(): Promise<this> {
    await new Promise<void>((ready) => this.#server.listen(0, '127.0.0.1', ready));
    const address = this.#server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    this.url = `http://127.0.0.1:${String(port)}/range/`;
    return this;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #lines(prefix: string): string {
    const hashes = [...this.listed].map((text) => hexOf(sha1Of(text)));
    const found = hashes.filter((hash) => hash.startsWith(prefix));
    return found.map((hash) => `${hash.slice(5)}:3\r\n`).join('');
  }
}
