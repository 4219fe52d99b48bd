import type { NoticeFacts, NoticeLanguage } from '../notice-texts.js';

const written = ({ tenant, when, from }: NoticeFacts): string =>
  `When: ${when}
From: ${from ?? 'an address we do not know'}

If this was you, there is nothing to do.

If this was not you, somebody else can use your account. Go to the sign-in page that you
always use, choose "Forgot password?" and take a new password. If you cannot sign in,
tell the people who run ${tenant} at once.`;

const short =
  (happened: string) =>
  ({ tenant, when }: NoticeFacts): string =>
    `${tenant}: your password was ${happened} (${when}). If this was not you, reset it now.`;

export const ENGLISH: NoticeLanguage = {
  subjects: {
    password_changed: (tenant) => `Your password for ${tenant} was changed`,
    password_set: (tenant) => `A password was set for your account at ${tenant}`,
    password_reset: (tenant) => `Your password for ${tenant} was reset`,
    password_assigned: (tenant) => `You were given a new password for ${tenant}`,
    password_removed: (tenant) => `Your password for ${tenant} was removed`,
    password_breached: (tenant) => `Your password for ${tenant} has to be changed`,
    password_expiring: (tenant) => `Your password for ${tenant} expires soon`,
    password_expired: (tenant) => `Your password for ${tenant} has expired`,
    password_attempts_failed: (tenant) => `Somebody is guessing your password for ${tenant}`,
    password_locked: (tenant) => `Your password for ${tenant} was locked`,
  },
  bodies: {
    password_changed: written,
    password_set: written,
    password_reset: written,
    password_assigned: written,
    password_removed: written,
    password_breached: ({ when }) =>
      `When: ${when}

Your password stands in a collection of passwords that are publicly known from data leaks.
Attackers try those first, so it does not protect your account any more. It need not have
leaked here: somebody may have used the same one elsewhere.

Go to the sign-in page that you always use and take a new password. Change it wherever
else you use it, too.`,
    password_expiring: ({ tenant, expires }) =>
      `Expires: ${expires ?? 'soon'}

${tenant} asks for a new password from time to time. After that moment you can sign in
only to choose a new one.

Go to the sign-in page that you always use and change your password before.`,
    password_expired: ({ tenant, expires }) =>
      `Expired: ${expires ?? 'already'}

${tenant} asks for a new password from time to time, and yours is older than that. You can
sign in only to choose a new one.

Go to the sign-in page that you always use and change your password.`,
    password_attempts_failed: ({ when, from }) =>
      `When: ${when}
From: ${from ?? 'an address we do not know'}

A wrong password was given for your account several times. More tries have to wait now, longer
each time.

If this was you, wait a while, or choose "Forgot password?" on the sign-in page that you always
use. If this was not you, none of these tries was right, and there is nothing you must do.`,
    password_locked: ({ tenant, when, from }) =>
      `When: ${when}
From: ${from ?? 'an address we do not know'}

A wrong password was given for your account so often that it is not tried any more where those
tries came from.

None of these tries was right. If you cannot sign in, choose "Forgot password?" on the
sign-in page that you always use, or ask the people who run ${tenant}.`,
  },
  texts: {
    password_changed: short('changed'),
    password_set: short('set'),
    password_reset: short('reset'),
    password_assigned: short('assigned by an administrator'),
    password_removed: short('removed'),
    password_breached: ({ tenant }) =>
      `${tenant}: your password is known from data leaks. Sign in and take a new one.`,
    password_expiring: ({ tenant, expires }) =>
      `${tenant}: your password expires ${expires ?? 'soon'}. Sign in and change it before.`,
    password_expired: ({ tenant }) =>
      `${tenant}: your password has expired. Sign in and choose a new one.`,
    password_attempts_failed: ({ tenant, when }) =>
      `${tenant}: a wrong password was given several times for your account (${when}).`,
    password_locked: ({ tenant }) =>
      `${tenant}: too many wrong passwords. If you cannot sign in, reset your password.`,
  },
  ending: 'This message has no links, and nobody will ever ask you for your password.',
};
