import type { Secret } from '#libs/identity';
import type { TextMessage } from '#libs/notifications';
import { MessageNotSent, TextMessenger } from '#libs/notifications';
import type { Egress } from '#libs/platform';

/** A gateway answers when it has taken a message, not when a telephone has rung. */
const LIMITS = { timeoutMs: 10_000, maximumBytes: 16 * 1024 };

/** What says that it is this recipient; anything else is tried again. */
const RECIPIENT_REFUSED = new Set([404, 422]);

/**
 * Text messages through any gateway that takes `POST {"id","to","text"}` with a bearer token and
 * answers 2xx once it has them. `id` is the same for every repetition of one message.
 */
export class HttpTextMessenger extends TextMessenger {
  constructor(
    private readonly gateway: {
      readonly url: string;
      readonly token: Secret;
      readonly egress: Egress;
    },
  ) {
    super();
  }

  async send({ messageId, to, text }: TextMessage): Promise<void> {
    const { url, token, egress } = this.gateway;
    const body = JSON.stringify({ id: messageId, to, text });
    const headers = {
      authorization: `Bearer ${token.reveal()}`,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': messageId,
    };
    const status = await this.answerOf(() => egress.post(url, { headers, body }, LIMITS));
    if (status >= 200 && status < 300) return;
    throw new MessageNotSent(`sms gateway ${String(status)}`, RECIPIENT_REFUSED.has(status));
  }

  /** The words of an error may quote the address. */
  private async answerOf(ask: () => Promise<{ readonly status: number }>): Promise<number> {
    try {
      return (await ask()).status;
    } catch {
      throw new MessageNotSent('sms gateway did not answer');
    }
  }
}
