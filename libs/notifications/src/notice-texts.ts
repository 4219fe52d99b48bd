/** The events that people are told about. */
export const NOTICEABLE = ['password_changed', 'password_set'] as const;

export type NoticeableType = (typeof NOTICEABLE)[number];

export const isNoticeable = (type: string): type is NoticeableType =>
  (NOTICEABLE as readonly string[]).includes(type);

/** What a notice tells: when, from where, and at whose house. */
export interface NoticeFacts {
  readonly tenant: string;
  /** In UTC: we do not know the person's time zone, and a wrong one would look like an intruder. */
  readonly when: string;
  readonly from?: string;
}

/** One language. Complete by type: a new event does not compile until every language can say it. */
export interface NoticeLanguage {
  readonly subjects: Readonly<Record<NoticeableType, (tenant: string) => string>>;
  body(what: string, facts: NoticeFacts): string;
}

/** No links: a notice that never carries one teaches people to distrust those that do. */
export const ENGLISH: NoticeLanguage = {
  subjects: {
    password_changed: (tenant) => `Your password for ${tenant} was changed`,
    password_set: (tenant) => `A password was set for your account at ${tenant}`,
  },
  body: (what, { tenant, when, from }) =>
    `${what}.

When: ${when}
From: ${from ?? 'an address we do not know'}

If this was you, there is nothing to do.

If this was not you, somebody else can use your account. Go to the sign-in page that you
always use, choose "Forgot password?" and take a new password. If you cannot sign in,
tell the people who run ${tenant} at once.

This message has no links, and nobody will ever ask you for your password.
`,
};
