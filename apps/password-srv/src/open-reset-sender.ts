import { PackedWordLists } from '#libs/breach-corpus';
import {
  FindClaimant,
  FindOwner,
  MakeResetSecret,
  PlanReset,
  ResetPages,
  SendResetSecrets,
} from '#libs/credentials';
import type { PasswordHashing, ResetTokens } from '#libs/credentials';
import { PollingSenders } from '#libs/events';
import { NormalisedIdentifiers } from '#libs/login-identifiers';
import type { Mailer, TextMessenger } from '#libs/notifications';
import { ResetMessages } from '#libs/notifications';
import type { Database } from '#libs/persistence';
import {
  TypeormLoginIdentifiers,
  TypeormPasswordCredentials,
  TypeormRegisteredClients,
  TypeormResetDispatches,
  TypeormTenants,
} from '#libs/persistence';
import type { Logger } from '#libs/platform';
import { PinoSecurityLog, RandomResetSecrets } from '#libs/platform';

export interface ResetSenderParts {
  readonly database: Database;
  readonly hashing: PasswordHashing;
  readonly resetTokens: ResetTokens;
  readonly publicUrl: string;
  readonly mailer: Mailer;
  /** Without it nobody is reached by telephone. */
  readonly texts?: TextMessenger | undefined;
  readonly logger: Logger;
}

/** The other half of a reset: looks people up and sends them what proves that they are reached. */
export function resetSender(parts: ResetSenderParts): SendResetSecrets {
  const { database, hashing, resetTokens, publicUrl, mailer, texts, logger } = parts;
  const dispatches = new TypeormResetDispatches(database);
  const messages = new ResetMessages(mailer, texts);
  const identifiers = new TypeormLoginIdentifiers(database);
  const log = new PinoSecurityLog(logger);
  const claimants = new FindClaimant(new NormalisedIdentifiers(), identifiers, log);
  const owner = new FindOwner(new TypeormTenants(database), claimants);
  const credentials = new TypeormPasswordCredentials(database, new PackedWordLists());
  const plan = new PlanReset(dispatches, owner, credentials, messages);
  const pages = new ResetPages(new TypeormRegisteredClients(database), resetTokens, publicUrl);
  const make = new MakeResetSecret(hashing, new RandomResetSecrets(), resetTokens, pages);
  return new SendResetSecrets(dispatches, plan, make, messages, {
    onRetry: ({ id }, reason) => logger.warn({ reset: id, reason }, 'a reset message waits'),
    onGivenUp: ({ id }, reason) => logger.error({ reset: id, reason }, 'a reset message given up'),
  });
}

export function openResetSender(parts: ResetSenderParts): { stop(): Promise<void> } {
  const { logger } = parts;
  const log = {
    info: (message: string) => logger.info(message),
    warn: (message: string) => logger.warn(message),
  };
  return new PollingSenders(resetSender(parts), log).start();
}
