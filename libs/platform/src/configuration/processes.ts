import type { Configuration, Environment } from './read.js';
import { readSettings } from './read.js';
import type { WorkParameters } from './readers.js';
import { passwordSrv, pwctl, quickstart, verificationSrv } from './settings.js';

type ParseIssuers<Issuers> = (document: unknown) => Issuers;
type CheckHashCost<HashCost> = (given: WorkParameters) => HashCost;

export type PasswordSrvConfiguration<Issuers = unknown, HashCost = WorkParameters> = Configuration<
  ReturnType<typeof passwordSrv<Issuers, HashCost>>
>;
export type VerificationSrvConfiguration<Issuers = unknown> = Configuration<
  ReturnType<typeof verificationSrv<Issuers>>
>;
export type QuickstartConfiguration = Configuration<typeof quickstart>;
export type PwctlConfiguration = Configuration<typeof pwctl>;

const asIs = (document: unknown): unknown => document;

const unchecked = (given: WorkParameters): WorkParameters => given;

/** What each process reads, for the documentation. */
export const SETTINGS_OF = {
  'password-srv': passwordSrv(asIs, unchecked),
  'verification-srv': verificationSrv(asIs),
  quickstart,
  pwctl,
} as const;

/**
 * @param parseIssuers turns the document of LATCHKEY_ISSUERS into what the service trusts. An
 *   error whose `mistakes` are a list has each of them named beside all others.
 * @param checkHashCost throws at work parameters that are too weak, or beyond any sense.
 * @throws ConfigurationError
 */
export function readPasswordSrvConfiguration<Issuers = unknown, HashCost = WorkParameters>(
  environment: Environment = process.env,
  parseIssuers: ParseIssuers<Issuers> = asIs as ParseIssuers<Issuers>,
  checkHashCost: CheckHashCost<HashCost> = unchecked as CheckHashCost<HashCost>,
): PasswordSrvConfiguration<Issuers, HashCost> {
  const table = passwordSrv(parseIssuers, checkHashCost);
  return readSettings('password-srv', table, environment, (given) => [
    ...onePort(given),
    ...(given.smtpUrl && !given.mailFrom
      ? ['LATCHKEY_MAIL_FROM is missing: mail through LATCHKEY_SMTP_URL needs a sender']
      : []),
    ...(given.smsUrl && !given.smsToken
      ? ['LATCHKEY_SMS_TOKEN is missing: the gateway at LATCHKEY_SMS_URL needs to know us']
      : []),
  ]);
}

/** As {@link readPasswordSrvConfiguration}. @throws ConfigurationError */
export const readVerificationSrvConfiguration = <Issuers = unknown>(
  environment: Environment = process.env,
  parseIssuers: ParseIssuers<Issuers> = asIs as ParseIssuers<Issuers>,
): VerificationSrvConfiguration<Issuers> =>
  readSettings('verification-srv', verificationSrv(parseIssuers), environment, onePort);

/** @throws ConfigurationError */
export const readQuickstartConfiguration = (
  environment: Environment = process.env,
): QuickstartConfiguration => readSettings('quickstart', quickstart, environment);

/** @throws ConfigurationError */
export const readPwctlConfiguration = (
  environment: Environment = process.env,
): PwctlConfiguration => readSettings('pwctl', pwctl, environment);

/** All that a dry run of an import reads: it needs neither a database nor keys. @throws ConfigurationError */
export const readHashMemory = (environment: Environment = process.env): number | undefined =>
  readSettings('pwctl', { hashMemoryMib: pwctl.hashMemoryMib }, environment).hashMemoryMib;

/** Internal routes on the open port would be open. */
const onePort = (given: {
  readonly port?: number;
  readonly internalPort?: number;
}): readonly string[] =>
  given.port && given.port === given.internalPort
    ? ['LATCHKEY_INTERNAL_PORT must be another port than PORT']
    : [];
