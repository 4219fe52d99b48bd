import type { Configuration, Environment } from './read.js';
import { readSettings } from './read.js';
import { passwordSrv, pwctl, quickstart, verificationSrv } from './settings.js';

type ParseIssuers<Issuers> = (document: unknown) => Issuers;

export type PasswordSrvConfiguration<Issuers = unknown> = Configuration<
  ReturnType<typeof passwordSrv<Issuers>>
>;
export type VerificationSrvConfiguration<Issuers = unknown> = Configuration<
  ReturnType<typeof verificationSrv<Issuers>>
>;
export type QuickstartConfiguration = Configuration<typeof quickstart>;
export type PwctlConfiguration = Configuration<typeof pwctl>;

const asIs = (document: unknown): unknown => document;

/** What each process reads, for the documentation. */
export const SETTINGS_OF = {
  'password-srv': passwordSrv(asIs),
  'verification-srv': verificationSrv(asIs),
  quickstart,
  pwctl,
} as const;

/**
 * @param parseIssuers turns the document of LATCHKEY_ISSUERS into what the service trusts. An
 *   error whose `mistakes` are a list has each of them named beside all others.
 * @throws ConfigurationError
 */
export function readPasswordSrvConfiguration<Issuers = unknown>(
  environment: Environment = process.env,
  parseIssuers: ParseIssuers<Issuers> = asIs as ParseIssuers<Issuers>,
): PasswordSrvConfiguration<Issuers> {
  return readSettings('password-srv', passwordSrv(parseIssuers), environment, (given) => [
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

/** Internal routes on the open port would be open. */
const onePort = (given: {
  readonly port?: number;
  readonly internalPort?: number;
}): readonly string[] =>
  given.port && given.port === given.internalPort
    ? ['LATCHKEY_INTERNAL_PORT must be another port than PORT']
    : [];
