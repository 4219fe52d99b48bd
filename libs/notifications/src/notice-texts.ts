/** The events that people are told about. */
export const NOTICEABLE = [
  'password_changed',
  'password_set',
  'password_reset',
  'password_assigned',
  'password_removed',
  'password_breached',
  'password_expiring',
  'password_expired',
  'password_attempts_failed',
  'password_locked',
] as const;

export type NoticeableType = (typeof NOTICEABLE)[number];

export const isNoticeable = (type: string): type is NoticeableType =>
  (NOTICEABLE as readonly string[]).includes(type);

/** What a notice tells: when, from where, and at whose house. */
export interface NoticeFacts {
  readonly tenant: string;
  /** In UTC: we do not know the person's time zone, and a wrong one would look like an intruder. */
  readonly when: string;
  readonly from?: string;
  /** Of a password that expires: when, in UTC. */
  readonly expires?: string;
}

/** One language. Complete by type: a new event does not compile until every language can say it. */
export interface NoticeLanguage {
  readonly subjects: Readonly<Record<NoticeableType, (tenant: string) => string>>;
  /** When and from where, and what to do now. */
  readonly bodies: Readonly<Record<NoticeableType, (facts: NoticeFacts) => string>>;
  /** The same by telephone, where a person has no mail: what happened and when, what to do. */
  readonly texts: Readonly<Record<NoticeableType, (facts: NoticeFacts) => string>>;
  /** No links: a notice that never carries one teaches people to distrust those that do. */
  readonly ending: string;
}
