import 'reflect-metadata';

import { parseIssuers } from '#libs/auth';
import { readVerificationSrvConfiguration, runService } from '#libs/platform';

import { openVerificationSrv } from './open.js';

await runService(
  'verification-srv',
  readVerificationSrvConfiguration,
  parseIssuers,
  (given, logger) => openVerificationSrv({ ...given, kind: 'production' }, logger),
);
