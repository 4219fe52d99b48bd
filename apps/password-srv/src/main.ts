import 'reflect-metadata';

import { parseIssuers } from '#libs/auth';
import { SmtpMailer } from '#libs/events';
import { readPasswordSrvConfiguration, runService } from '#libs/platform';

import { openPasswordSrv } from './open.js';

await runService('password-srv', readPasswordSrvConfiguration, parseIssuers, (given, logger) => {
  const { relayDatabaseUrl, smtpUrl, mailFrom } = given;
  const relay =
    relayDatabaseUrl && smtpUrl && mailFrom
      ? {
          databaseUrl: relayDatabaseUrl,
          mailer: new SmtpMailer({ url: smtpUrl.reveal(), from: mailFrom }),
        }
      : undefined;
  if (!relay) logger.warn('no relay is configured here: another process must send the notices');
  return openPasswordSrv({ ...given, kind: 'production', relay }, logger);
});
