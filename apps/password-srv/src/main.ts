import 'reflect-metadata';

import type { Issuers } from '#libs/auth';
import { parseIssuers } from '#libs/auth';
import { HttpTextMessenger, SmtpMailer } from '#libs/events';
import type { Argon2Cost } from '#libs/hashing';
import { argon2Cost } from '#libs/hashing';
import type { Environment, PasswordSrvConfiguration } from '#libs/platform';
import { Egress, keepHeapSmall, readPasswordSrvConfiguration, runService } from '#libs/platform';

import { openPasswordSrv } from './open.js';

const configuration = (
  environment: Environment | undefined,
  parse: typeof parseIssuers,
): PasswordSrvConfiguration<Issuers, Argon2Cost> =>
  readPasswordSrvConfiguration(environment, parse, argon2Cost);

keepHeapSmall();
await runService('password-srv', configuration, parseIssuers, (given, logger) => {
  const { relayDatabaseUrl, smtpUrl, mailFrom, smsUrl, smsToken } = given;
  const texts =
    smsUrl && smsToken
      ? new HttpTextMessenger({ url: smsUrl, token: smsToken, egress: new Egress() })
      : undefined;
  const relay =
    relayDatabaseUrl && smtpUrl && mailFrom
      ? {
          databaseUrl: relayDatabaseUrl,
          mailer: new SmtpMailer({ url: smtpUrl.reveal(), from: mailFrom }),
          texts,
        }
      : undefined;
  if (!relay) logger.warn('no relay is configured here: another process must send the notices');
  return openPasswordSrv({ ...given, kind: 'production', relay }, logger);
});
