import { createTransport } from 'nodemailer';

import { type Mail, Mailer, MessageNotSent } from '#libs/notifications';

/** Connecting, greeting and each silence: a server that needs longer is asked again later. */
const SILENCE_MS = 10_000;

/** All of one mail together, against a server that answers one line every nine seconds. */
const WHOLE_MAIL_MS = 30_000;

export interface SmtpMailerOptions {
  /**
   * `smtps://…` is TLS from the first byte; `smtp://…` takes STARTTLS where the server offers it,
   * and never accepts a wrong certificate then; `smtp://…?requireTLS=true` takes nothing less.
   */
  readonly url: string;
  /** `name@example.org` or `Name <name@example.org>`. */
  readonly from: string;
  /** Milliseconds; how long the server may be silent before it is asked again later. */
  readonly silenceMs?: number;
}

/** What the library reports about a refusal; everything else in it may quote addresses. */
interface SmtpFailure {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

/** Hands mails to one SMTP server. @throws RangeError if `from` has no address. */
export class SmtpMailer extends Mailer {
  private readonly transport: ReturnType<typeof createTransport>;
  private readonly domain: string;

  constructor(private readonly options: SmtpMailerOptions) {
    super();
    this.domain = domainOf(options.from);
    const silence = options.silenceMs ?? SILENCE_MS;
    this.transport = createTransport({
      url: options.url,
      connectionTimeout: silence,
      greetingTimeout: silence,
      socketTimeout: silence,
      dnsTimeout: silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail): Promise<void> {
    const signal = AbortSignal.timeout(WHOLE_MAIL_MS);
    try {
      await this.transport.sendMail({
        from: this.options.from,
        // An object is taken as one address; a string would be parsed for further ones.
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.messageId}@${this.domain}>`,
        // RFC 3834 §5: keeps absence notices from answering.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal,
      });
    } catch (error) {
      throw notSent(error as SmtpFailure);
    }
  }
}

/** RFC 5321 §4.2.1: 5yz at RCPT TO is final and about this recipient; elsewhere it is about us. */
function notSent({ code, command, responseCode }: SmtpFailure): MessageNotSent {
  const words = [code, command, responseCode].filter((word) =>
    /^[A-Z0-9 ]{2,20}$/.test(String(word)),
  );
  const refused = command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 500;
  return new MessageNotSent(['smtp', ...words].join(' '), refused);
}

function domainOf(from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1];
  if (!domain) throw new RangeError('the sender of mails has no address');
  return domain;
}
