import type { Delivery } from './ports/deliveries.js';
import type { Mail } from './ports/mailer.js';
import type { TextMessage } from './ports/text-messenger.js';
import type { NoticeableType, NoticeFacts, NoticeLanguage } from './notice-texts.js';
import { GERMAN } from './texts/de.js';
import { ENGLISH } from './texts/en.js';

/** As long as a name may be on one subject line; longer ones carry messages of their own. */
const LONGEST_NAME = 60;

/** RFC 5321 §4.5.3.1.3: a path has 256 octets, two of them brackets. */
const LONGEST_ADDRESS = 254;

/**
 * One plain mailbox: no control or invisible characters, spaces, quotes, brackets or separators, so
 * that no header or address parser can see a second recipient (RFC 5322 §3.2.3 `atext`, RFC 6531).
 */
const MAILBOX = /^[^\s\p{C}"(),:;<>@[\]\\]+@[^\s\p{C}"(),:;<>@[\]\\]+$/u;

/** ITU-T E.164: `+`, a country code and a number, 15 digits in all. */
const TELEPHONE = /^\+[1-9]\d{6,14}$/;

export const isTelephone = (address: string): boolean => TELEPHONE.test(address);

export const IP = /^[0-9A-Fa-f.:]{2,45}$/;

export const isMailAddress = (address: string): boolean =>
  address.length <= LONGEST_ADDRESS && MAILBOX.test(address);

/** Nobody has told us which language people read; the first one also says the subject line. */
const LANGUAGES: readonly NoticeLanguage[] = [ENGLISH, GERMAN];

/** Says what happened, when and from where: of the event only its type, its times and its address. */
export function composeMail(delivery: Delivery, type: NoticeableType): Mail {
  const facts = factsOf(delivery);
  return {
    messageId: messageIdOf(delivery),
    to: delivery.address,
    subject: ENGLISH.subjects[type](facts.tenant),
    text: LANGUAGES.map((language) => said(language, type, facts)).join('\n----\n\n'),
  };
}

/** The same as a text message, each language in a sentence or two. */
export const composeText = (delivery: Delivery, type: NoticeableType): TextMessage => ({
  messageId: messageIdOf(delivery),
  to: delivery.address,
  text: LANGUAGES.map(({ texts }) => texts[type](factsOf(delivery))).join('\n\n'),
});

const messageIdOf = ({ id }: Delivery): string => id.replace(/[^A-Za-z0-9-]/g, '-');

function factsOf({ event, tenantName, tenant }: Delivery): NoticeFacts {
  const { ip, occurredAt, expiresAt } = event;
  return {
    tenant: printableName(tenantName) || tenant,
    when: inUtc(occurredAt),
    ...(ip !== undefined && IP.test(ip) && { from: ip }),
    ...(expiresAt && { expires: inUtc(expiresAt) }),
  };
}

const said = (
  { subjects, bodies, ending }: NoticeLanguage,
  type: NoticeableType,
  facts: NoticeFacts,
): string => `${subjects[type](facts.tenant)}.\n\n${bodies[type](facts)}\n\n${ending}\n`;

/** Names are written by tenants: none may start a header line, hide text or turn its direction. */
export function printableName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
  return [...plain].slice(0, LONGEST_NAME).join('').trimEnd();
}

const inUtc = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
