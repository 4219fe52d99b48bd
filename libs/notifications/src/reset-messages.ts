import type { Secret } from '#libs/identity';

import { IP, isMailAddress, printableName } from './compose-mail.js';
import type { Mailer } from './ports/mailer.js';
import type { TextMessenger } from './ports/text-messenger.js';
import type { ResetFacts } from './reset-texts.js';
import { ENGLISH_RESET } from './reset-texts.js';

/** ITU-T E.164: `+`, a country code and a number, 15 digits in all. */
const TELEPHONE = /^\+[1-9]\d{6,14}$/;

export interface Recipient {
  readonly type: 'EMAIL' | 'SMS';
  readonly address: string;
}

export interface ResetMessage {
  /** Of its own for every secret: a repetition that carries another one must not be dropped. */
  readonly messageId: string;
  readonly to: Recipient;
  readonly tenantName: string;
  readonly ip?: string;
  readonly minutes: number;
  /** A code, or the whole link. Links go by mail only. */
  readonly secret: { readonly kind: 'code' | 'link'; readonly text: Secret };
}

/** Brings the secrets of a reset to the contacts of a person. */
export class ResetMessages {
  constructor(
    private readonly mailer: Mailer,
    /** Without one nobody is reached by telephone. */
    private readonly texts?: TextMessenger,
  ) {}

  reaches({ type, address }: Recipient): boolean {
    return type === 'EMAIL'
      ? isMailAddress(address)
      : this.texts !== undefined && TELEPHONE.test(address);
  }

  /** @throws MessageNotSent */
  async send(message: ResetMessage): Promise<void> {
    const { messageId, to, secret } = message;
    const facts = factsOf(message);
    const shown = secret.text.reveal();
    if (to.type === 'SMS') {
      const text = ENGLISH_RESET.text(shown, facts);
      await this.texts?.send({ messageId, to: to.address, text });
      return;
    }
    const text = ENGLISH_RESET[secret.kind](shown, facts);
    const subject = ENGLISH_RESET.subject(facts.tenant);
    await this.mailer.send({ messageId, to: to.address, subject, text });
  }
}

const factsOf = ({ tenantName, minutes, ip }: ResetMessage): ResetFacts => ({
  tenant: printableName(tenantName) || 'your account',
  minutes,
  ...(ip !== undefined && IP.test(ip) && { from: ip }),
});
