import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came over the wire: header lines with CR LF, an empty line, the body. */
  readonly source: string;
  readonly secure: boolean;
}

type Refusing = { rcpt?: number; data?: number; mail?: number };

/** A real SMTP server on a free port, which keeps what it took and says no on demand. */
export class SmtpHouse {
  readonly taken: TakenMail[] = [];
  /** Reply codes to answer with instead of taking the mail. */
  refusing: Refusing = {};
  /** What happens after a mail is here and before its sender is told. */
  onTaken: () => Promise<void> = () => Promise.resolve();
  private server: SMTPServer | undefined;

  constructor(private readonly options: SMTPServerOptions = {}) {}

  async open(port = 0): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      // Encryption is tried where a test asks for it.
      hideSTARTTLS: true,
      closeTimeout: 100,
      onMailFrom: (_, __, answer) => answer(refusal(this.refusing.mail)),
      onRcptTo: (_, __, answer) => answer(refusal(this.refusing.rcpt)),
      onData: (stream, session, answer) => {
        const done = async (source: string): Promise<void> => {
          const error = refusal(this.refusing.data);
          if (!error) this.keep(source, session);
          if (!error) await this.onTaken();
          answer(error);
        };
        text(stream).then(done).catch(answer);
      },
      ...this.options,
    });
    server.on('error', () => undefined);
    this.server = server;
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return (server.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise<void>((closed) => server.close(closed));
  }

  private keep(source: string, session: { envelope: unknown; secure: boolean }): void {
    const { mailFrom, rcptTo } = session.envelope as {
      mailFrom: { address: string } | false;
      rcptTo: { address: string }[];
    };
    this.taken.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      source,
      secure: session.secure,
    });
  }
}

function refusal(responseCode: number | undefined): Error | null {
  if (responseCode === undefined) return null;
  return Object.assign(new Error('no, anna@example.org, not here'), { responseCode });
}

/** Header lines by lower-case name; a folded line belongs to the one before. */
export function headersOf(source: string): ReadonlyMap<string, string[]> {
  const [head = ''] = source.split('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const [, name = line, value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
  }
  return headers;
}
