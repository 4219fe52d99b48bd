import 'reflect-metadata';

import { parseIssuers } from '#libs/auth';
import { HttpTextMessenger, SmtpMailer } from '#libs/events';
import { Egress, readPasswordSrvConfiguration, runService } from '#libs/platform';

import { openPasswordSrv } from './open.js';

await runService('password-srv', readPasswordSrvConfiguration, parseIssuers, (given, logger) => {
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
