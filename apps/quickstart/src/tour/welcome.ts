import { curlOf, tokenCommand } from './step.js';
import { STEPS, TRAVELLERS } from './steps.js';

interface Welcome {
  readonly url: string;
  /** Whether the data is new, so that every answer is the printed one. */
  readonly fresh: boolean;
  readonly folder: string;
  readonly log: string;
  readonly people: readonly {
    readonly name: string;
    readonly tenant: string;
    readonly sub: string;
  }[];
}

/** What `npm start` says once it runs: where to go, and what to try. */
export function welcome({ url, fresh, folder, log, people }: Welcome): string {
  const who = people.map(
    ({ name, tenant, sub }) => `  ${name.padEnd(6)} ${tenant.padEnd(7)} ${sub}`,
  );
  const tokens = TRAVELLERS.map((user) => `  ${tokenCommand(user, url)}`);
  const steps = STEPS.flatMap((step) => [
    `# ${step.shows.en}`,
    `  ${curlOf(step, url)}`,
    `  → ${step.status} ${step.answer}`,
    '',
  ]);
  return [
    '',
    `Latchkey runs at ${url}/  (mails: ${url}/mailbox)`,
    `Data: ${folder}   Log: ${log}   Stop: Ctrl-C`,
    '',
    'Demo people:',
    ...who,
    '',
    'Get tokens (for 15 minutes; settings want a sign-in of the last 5):',
    ...tokens,
    '',
    fresh
      ? 'Then try, in this order:'
      : `Then try, in this order. Answers are those on fresh data; to begin anew, stop and delete ${folder}.`,
    '',
    ...steps,
  ].join('\n');
}
