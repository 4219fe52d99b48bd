import type { Delivery } from './ports/deliveries.js';
import type { Mail } from './ports/mailer.js';
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

export const IP = /^[0-9A-Fa-f.:]{2,45}$/;

export const isMailAddress = (address: string): boolean =>
  address.length <= LONGEST_ADDRESS && MAILBOX.test(address);

/** Nobody has told us which language people read; the first one also says the subject line. */
const LANGUAGES: readonly NoticeLanguage[] = [ENGLISH, GERMAN];

/** Says what happened, when and from where: of the event only its type, its times and its address. */
export function composeMail(delivery: Delivery, type: NoticeableType): Mail {
  const { event } = delivery;
  const tenant = printableName(delivery.tenantName) || delivery.tenant;
  const known = event.ip !== undefined && IP.test(event.ip) ? { from: event.ip } : {};
  const ends = event.expiresAt ? { expires: inUtc(event.expiresAt) } : {};
  const facts = { tenant, when: inUtc(event.occurredAt), ...known, ...ends };
  return {
    messageId: delivery.id.replace(/[^A-Za-z0-9-]/g, '-'),
    to: delivery.address,
    subject: ENGLISH.subjects[type](tenant),
    text: LANGUAGES.map((language) => said(language, type, facts)).join('\n----\n\n'),
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
