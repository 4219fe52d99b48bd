import type { Secret } from '#libs/identity';
import type { Language } from '#libs/password-policy';

import { IP, isMailAddress, isTelephone, printableName } from './compose-mail.js';
import type { Mailer } from './ports/mailer.js';
import type { TextMessenger } from './ports/text-messenger.js';
import type { ResetFacts, ResetLanguage } from './reset-texts.js';
import { GERMAN_RESET } from './texts/reset-de.js';
import { ENGLISH_RESET } from './texts/reset-en.js';

export interface Recipient {
  readonly type: 'EMAIL' | 'SMS';
  readonly address: string;
}

export interface ResetMessage {
  /** Of its own for every secret: a repetition that carries another one must not be dropped. */
  readonly messageId: string;
  readonly to: Recipient;
  readonly tenantName: string;
  /** In which it was asked for; absent where nobody has said. */
  readonly language?: Language;
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
      : this.texts !== undefined && isTelephone(address);
  }

  /**
   * In the language of the request; where that is not known a mail says it in all of ours, and a text
   * message in the first, because a second would not fit.
   * @throws MessageNotSent
   */
  async send(message: ResetMessage): Promise<void> {
    const { messageId, to, secret, language } = message;
    const shown = secret.text.reveal();
    const spoken = language ? [RESET_LANGUAGES[language]] : Object.values(RESET_LANGUAGES);
    const [first = ENGLISH_RESET] = spoken;
    if (to.type === 'SMS') {
      const text = first.text(shown, factsOf(message, first));
      await this.texts?.send({ messageId, to: to.address, text });
      return;
    }
    const said = spoken.map((one) => one[secret.kind](shown, factsOf(message, one)));
    const subject = first.subject(factsOf(message, first).tenant);
    await this.mailer.send({ messageId, to: to.address, subject, text: said.join('\n----\n\n') });
  }
}

const RESET_LANGUAGES: Readonly<Record<Language, ResetLanguage>> = {
  en: ENGLISH_RESET,
  de: GERMAN_RESET,
};

const factsOf = (
  { tenantName, minutes, ip }: ResetMessage,
  { account }: ResetLanguage,
): ResetFacts => ({
  tenant: printableName(tenantName) || account,
  minutes,
  ...(ip !== undefined && IP.test(ip) && { from: ip }),
});
