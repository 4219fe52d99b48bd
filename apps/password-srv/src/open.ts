import type { Issuers } from '#libs/auth';
import { RememberedOrigins } from '#libs/auth';
import type { LegacyVerifiers } from '#libs/credentials';
import type { Argon2PasswordHashing, KeyRing } from '#libs/hashing';
import { MacResetTokens, readRing, RehashPace } from '#libs/hashing';
import type { Secret, TenantId } from '#libs/identity';
import { NamedLegacyVerifiers } from '#libs/legacy-verifiers';
import type { Database } from '#libs/persistence';
import { TypeormRegisteredClients, TypeormShadowCounts } from '#libs/persistence';
import type { Logger, OpenedService } from '#libs/platform';
import { fetchJson, PinoSecurityLog, steadyClock, systemClock } from '#libs/platform';

import { POLICIES_WORDS } from './admin/policies.errors.js';
import { SETTINGS_BODY_BYTES } from './admin/settings-body.js';
import type { IdempotencyParts } from './answering-once.js';
import { CountedBreaches } from './breach/breach-tally.js';
import type { BreachSources } from './breach/open-breach-sources.js';
import { openBreachSources } from './breach/open-breach-sources.js';
import { watchCoverage } from './breach/watch-coverage.js';
import { accountV3 } from './dialects/account-v3/account-v3.dialect.js';
import { mfaV1 } from './dialects/mfa-v1/mfa-v1.dialect.js';
import { mobileV2 } from './dialects/mobile-v2/mobile-v2.dialect.js';
import { companion } from './dialects/native/companion.dialect.js';
import { native } from './dialects/native/native.dialect.js';
import { RESET_FORMS } from './dialects/native/reset.controller.js';
import { RESET_WORDS } from './dialects/native/reset.errors.js';
import { IMPORT_WORDS } from './internal/import.errors.js';
import { profileV1 } from './dialects/profile-v1/profile-v1.dialect.js';
import { forgetOutdated } from './forgetting.js';
import { INTERNAL_WORDS } from './internal/internal.errors.js';
import { VERIFY_WORDS } from './internal/passwords.errors.js';
import type { Limits } from './limiting.js';
import { limitsInDatabase } from './limiting.js';
import { measureHashing } from './measure-hashing.js';
import type { RelaySettings } from './open-relay.js';
import type { FoundationSettings } from './open-foundations.js';
import { openFoundations } from './open-foundations.js';
import type { NeighbourSettings } from './open-neighbours.js';
import { openNeighbours } from './open-neighbours.js';
import { openRelay } from './open-relay.js';
import { openResetSender } from './open-reset-sender.js';
import type { Screens } from './pages/pages.module.js';
import { withPages } from './pages/pages.module.js';
import { openScreens } from './pages/ui-folder.js';
import { remindOfExpiry } from './reminding.js';
import type { PasswordSrvParts } from './password-srv.module.js';
import { PasswordSrvModule } from './password-srv.module.js';

export interface PasswordSrvSettings extends NeighbourSettings, FoundationSettings {
  readonly issuers: Issuers;
  readonly pepperKeys: Secret;
  /** Sign change tickets; without them no tenant has mfa-v1. */
  readonly ticketKeys?: Secret | undefined;
  readonly rehashesPerSecond?: number | undefined;
  readonly publicUrl: string;
  readonly defaultTenant?: TenantId | undefined;
  /** Without it this process sends no notices and reminds nobody; another one must. */
  readonly relay?: RelaySettings | undefined;
  /** Whether this process serves our pages. */
  readonly ui?: 'on' | 'off';
  /** Where people change their password; without it on the reset page. */
  readonly changePasswordUrl?: string | undefined;
}

/** Opens everything the service is made of. @throws with what to do, if it may or can not run. */
export async function openPasswordSrv(
  settings: PasswordSrvSettings,
  logger: Logger,
): Promise<OpenedService> {
  const ring = readRing('LATCHKEY_PEPPER_KEYS_FILE', settings.pepperKeys, settings.kind);
  const { database, sessionKey, clocks, hashing } = await openFoundations(settings, ring, logger);
  const relay = settings.relay && (await openRelay(settings.relay, logger));
  const { publicUrl, defaultTenant, hashDeadlineMs } = settings;
  const resets =
    settings.relay &&
    openResetSender({
      ...{ database, hashing, publicUrl, logger },
      ...{ mailer: settings.relay.mailer, texts: settings.relay.texts },
      resetTokens: new MacResetTokens(ring),
    });
  const auth = { issuers: settings.issuers, sessionKey, fetchJson, now: steadyClock().now };
  const neighbours = openNeighbours(settings, logger);
  const rings = { ring, ticketKeys: ticketKeysOf(settings), idempotency: { ring, hashDeadlineMs } };
  const { hashMemoryMib, rehashesPerSecond } = settings;
  const work = { hashing, hashMemoryMib, rehashesPerSecond };
  const made = { database, ...work, ...rings, auth, logger, ...neighbours.asked };
  const place = { publicUrl, defaultTenant, openRanges: settings.kind === 'demo' };
  const opened = openPasswordSrvOver({ ...made, ...place, screens: await screensOf(settings) });
  const forgetting = forgetOutdated(database, logger);
  const coverage = watchCoverage(database, neighbours.asked.breachSources.corpus, logger);
  const reminding = settings.relay && remindOfExpiry(database, logger);
  return {
    ...opened,
    measure(metrics) {
      opened.measure(metrics);
      clocks.measure(metrics);
      coverage.measure(metrics);
      neighbours.measure(metrics);
    },
    async close() {
      await opened.close();
      clocks.stop();
      await resets?.stop();
      await forgetting.stop();
      await coverage.stop();
      await reminding?.stop();
      await relay?.stop();
      neighbours.close();
      await hashing.close();
      await database.close();
    },
  };
}

async function screensOf({
  kind,
  ui,
  publicUrl,
  changePasswordUrl = `${publicUrl}/reset`,
}: PasswordSrvSettings): Promise<Screens | undefined> {
  if (ui !== 'on') return undefined;
  // Quickstart has a page of its own around the console, with its sign-in.
  const consolePage = kind === 'production';
  return { files: await openScreens(), changePasswordUrl, consolePage };
}

/** As LATCHKEY_REHASHES_PER_SECOND: an eighth of one core at the default cost. */
const REHASHES_PER_SECOND = 10;

/** What {@link openPasswordSrvOver} is given. */
interface OpenParts {
  readonly database: Database;
  readonly hashing: Argon2PasswordHashing;
  readonly ring: KeyRing;
  readonly idempotency: IdempotencyParts;
  readonly ticketKeys?: KeyRing | undefined;
  /** How often one network may try in a minute; the standard unless told otherwise. */
  readonly triesPerMinute?: number;
  /** Without them requests are counted in the database. */
  readonly limits?: Limits | undefined;
  /** A "no" about somebody leaves at multiples of this; the standard unless told otherwise. */
  readonly answersEveryMs?: number;
  readonly auth: PasswordSrvParts['auth'];
  readonly logger: Logger;
  /** Without them the built-in list alone. */
  readonly breachSources?: BreachSources;
  readonly openRanges?: boolean;
  readonly screens?: Screens | undefined;
  readonly hashMemoryMib?: number | undefined;
  readonly rehashesPerSecond?: number | undefined;
  /** Without them nobody is asked. */
  readonly legacyVerifiers?: LegacyVerifiers;
  readonly publicUrl: string;
  readonly defaultTenant?: TenantId | undefined;
}

/** The same over parts that somebody else opened, and closes. */
export function openPasswordSrvOver(parts: OpenParts): OpenedService {
  const { database, hashing, ring, idempotency, auth, logger, openRanges = false } = parts;
  const { ticketKeys, triesPerMinute, hashMemoryMib } = parts;
  const resetTokens = new MacResetTokens(ring);
  const securityLog = new PinoSecurityLog(logger);
  const breachSources = parts.breachSources ?? openBreachSources({}, logger);
  const breachTally = new CountedBreaches();
  const { publicUrl, defaultTenant } = parts;
  const shadowCounts = new TypeormShadowCounts(database);
  const place = { publicUrl, defaultTenant, breachSources, breachTally };
  const clients = new TypeormRegisteredClients(database);
  const origins = new RememberedOrigins(clients, { publicUrl, now: auth.now });
  const trust = { ...auth, origins };
  const claimants = { ticketKeys };
  const limits = parts.limits ?? limitsInDatabase(database, triesPerMinute);
  const rehashBudget = new RehashPace(parts.rehashesPerSecond ?? REHASHES_PER_SECOND, {
    queued: () => hashing.stats().queued,
    elapsedMs: () => performance.now(),
  });
  const { answersEveryMs, legacyVerifiers = new NamedLegacyVerifiers(new Map(), logger) } = parts;
  const verifying = { ring, rehashBudget, answersEveryMs, legacyVerifiers };
  const proofs = { idempotency, resetTokens, claimants, verifying, limits };
  const held = { database, hashing, hashMemoryMib, ...proofs, securityLog, shadowCounts };
  const made = { ...held, auth: trust, openRanges, ...place };
  return {
    module: withPages(PasswordSrvModule.register(made), parts.screens),
    dialects: [native, companion, mobileV2, mfaV1, accountV3, profileV1],
    words: {
      ...VERIFY_WORDS,
      ...INTERNAL_WORDS,
      ...RESET_WORDS,
      ...POLICIES_WORDS,
      ...IMPORT_WORDS,
    },
    bodyLimits: SETTINGS_LIMITS,
    formRoutes: RESET_FORMS,
    origins,
    health: { database: () => database.ping() },
    measure(metrics) {
      measureHashing(metrics, hashing, rehashBudget);
      breachTally.measure(metrics, () => breachSources.corpus.inService(), systemClock.now);
      metrics.gauge(
        'latchkey_shadow_uncounted_total',
        'Passwords that no forecast of a policy in shadow has counted.',
        () => shadowCounts.uncounted,
      );
    },
    close: () => shadowCounts.flush(),
  };
}

const SETTINGS_LIMITS = ['/password-srv/settings/', '/verification-actions-srv/policies'].map(
  (prefix) => ({ prefix, bytes: SETTINGS_BODY_BYTES }),
);

const ticketKeysOf = ({ ticketKeys, kind }: PasswordSrvSettings): KeyRing | undefined =>
  ticketKeys && readRing('LATCHKEY_TICKET_KEYS_FILE', ticketKeys, kind);
