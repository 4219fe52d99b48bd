import { openPasswordSrv } from '#apps/password-srv';
import type { PasswordSrvSettings } from '#apps/password-srv';
import { openVerificationSrv } from '#apps/verification-srv';
import type { Issuers } from '#libs/auth';
import { KeyRing } from '#libs/hashing';
import { Secret } from '#libs/identity';
import type { Mailer, TextMessenger } from '#libs/notifications';
import type { Logger, OpenedService, QuickstartConfiguration } from '#libs/platform';

import type { DemoDatabase } from './demo-database.js';
import type { KeptKeys } from './folder/kept-keys.js';
import type { Teardown } from './teardown.js';

interface Demo {
  readonly database: DemoDatabase;
  readonly keys: KeptKeys;
  readonly issuers: Issuers;
  readonly mailer: Mailer;
  readonly url: string;
}

/** What password-srv gets here instead of an operator's configuration. */
export async function passwordSettings(
  given: QuickstartConfiguration,
  { database, keys, issuers, mailer, url }: Demo,
): Promise<PasswordSrvSettings> {
  const { databasePool, hashMemoryMib, hashWorkers, hashDeadlineMs } = given;
  const { breachCorpus, breachCorpusMaxAgeDays, breachRangeUrl, breachRangeSparse } = given;
  const { breachRangePrivate } = given;
  const { password, relay } = database.roles;
  const ring = (name: string): Promise<string> =>
    // Marked as a demo's, so that production refuses it.
    keys.get(name, () => KeyRing.generate({ demo: true }).toFileText().reveal());
  return {
    kind: 'demo',
    databaseUrl: password,
    databasePool,
    issuers,
    pepperKeys: new Secret(await ring('pepper.json')),
    ticketKeys: new Secret(await ring('tickets.json')),
    hashMemoryMib,
    hashWorkers,
    hashDeadlineMs,
    publicUrl: url,
    defaultTenant: given.defaultTenant,
    ui: 'on',
    changePasswordUrl: `${url}/profile`,
    breachCorpus,
    breachCorpusMaxAgeDays,
    breachRangeUrl,
    breachRangeSparse,
    breachRangePrivate,
    relay: { databaseUrl: relay, mailer, texts: textsInto(mailer) },
  };
}

/** Text messages arrive beside the mails. */
const textsInto = (mailer: Mailer): TextMessenger => ({
  send: (message) => mailer.send({ ...message, subject: 'Text message' }),
});

/** Both services, as their own processes open them; closed by `teardown`. */
export async function openServices(
  settings: PasswordSrvSettings,
  { roles }: DemoDatabase,
  { logger, teardown }: { readonly logger: Logger; readonly teardown: Teardown },
): Promise<readonly OpenedService[]> {
  const password = await openPasswordSrv(settings, logger);
  teardown.after(() => password.close());
  const { kind, databasePool, issuers, publicUrl, defaultTenant } = settings;
  const place = { publicUrl, defaultTenant };
  const own = { kind, databasePool, issuers, databaseUrl: roles.verification, ...place };
  const verification = await openVerificationSrv(own, logger);
  teardown.after(() => verification.close());
  return [password, verification];
}

/** What one port needs to know of all services behind it. */
export const together = (
  services: readonly OpenedService[],
): Pick<OpenedService, 'dialects' | 'words' | 'origins' | 'health'> &
  Required<Pick<OpenedService, 'bodyLimits' | 'formRoutes'>> => ({
  dialects: services.flatMap(({ dialects }) => dialects),
  words: Object.assign({}, ...services.map(({ words }) => words)) as OpenedService['words'],
  bodyLimits: services.flatMap(({ bodyLimits = [] }) => bodyLimits),
  formRoutes: services.flatMap(({ formRoutes = [] }) => formRoutes),
  origins: {
    async isRegistered(origin) {
      const known = await Promise.all(services.map((one) => one.origins.isRegistered(origin)));
      return known.includes(true);
    },
  },
  health: {
    database: async () => {
      await Promise.all(
        services.flatMap(({ health }) => Object.values(health).map((check) => check())),
      );
    },
  },
});
