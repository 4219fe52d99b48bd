import { parseIssuers } from '#libs/auth';
import { argon2Cost } from '#libs/hashing';
import type { Environment } from '#libs/platform';
import {
  ConfigurationError,
  readPasswordSrvConfiguration,
  readVerificationSrvConfiguration,
} from '#libs/platform';

import { corpusFindings } from './corpus.js';
import { databaseFindings } from './database.js';
import type { Finding, ServiceName } from './finding.js';
import { fine, wrong } from './finding.js';
import { issuerFindings } from './issuers.js';
import { machineFindings } from './machine.js';
import { noticeFindings } from './notices.js';
import { redisFindings } from './redis.js';

/** Everything that can be found out about a service before it is started. */
export async function examined(
  service: ServiceName,
  environment?: Environment,
): Promise<readonly Finding[]> {
  try {
    const looks =
      service === 'password-srv' ? passwordSrv(environment) : verificationSrv(environment);
    const found = await Promise.all(looks);
    return [fine('configuration', `${service} can read all of it`), ...found.flat()];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const mistakes = error.mistakes.map((mistake) => wrong('configuration', mistake));
    return [...mistakes, wrong('configuration', 'correct this first: all else depends on it')];
  }
}

type Looks = readonly Promise<readonly Finding[]>[];

function passwordSrv(environment: Environment | undefined): Looks {
  const given = readPasswordSrvConfiguration(environment, parseIssuers, argon2Cost);
  return [
    Promise.resolve(machineFindings(given)),
    databaseFindings('password', given),
    noticeFindings(given),
    issuerFindings(given.issuers),
    redisFindings(given.redisUrl),
    corpusFindings(given),
  ];
}

function verificationSrv(environment: Environment | undefined): Looks {
  const given = readVerificationSrvConfiguration(environment, parseIssuers);
  return [
    databaseFindings('verification', given),
    issuerFindings(given.issuers),
    redisFindings(given.redisUrl),
  ];
}
