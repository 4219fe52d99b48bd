import type { ResetLanguage } from '../reset-texts.js';

const END = (tenant: string, from: string | undefined): string => `It was asked for from ${
  from ?? 'an address we do not know'
}.

If you did not ask for it, there is nothing to do: your password stays as it is. Nobody from
${tenant} will ever ask you for what is in this message.
`;

export const ENGLISH_RESET: ResetLanguage = {
  account: 'your account',
  subject: (tenant) => `Reset your password for ${tenant}`,
  code: (code, { tenant, minutes, from }) =>
    `Your code is ${code}

It is good for ${minutes} minutes. Enter it on the page where you asked for a new password for
${tenant}, and nowhere else.

${END(tenant, from)}`,
  link: (link, { tenant, minutes, from }) =>
    `Choose a new password for ${tenant} here:

${link}

The link is good for ${Math.round(minutes / 60)} hours and for one new password.

${END(tenant, from)}`,
  text: (code, { tenant, minutes }) =>
    `${code} is your code to reset your password for ${tenant}. It is good for ${minutes} minutes. Give it to nobody.`,
};
