import type { Secret } from '#libs/identity';
import type { Database } from '#libs/persistence';

import { reached, roleFinding } from './database.js';
import type { Finding } from './finding.js';
import { reasonOf, risky, wrong } from './finding.js';

interface Given {
  readonly relayDatabaseUrl?: Secret | undefined;
  readonly smtpUrl?: Secret | undefined;
  readonly publicUrl?: string | undefined;
}

/** Whether people hear of what happens to their password, and where links lead them. */
export async function noticeFindings(given: Given): Promise<readonly Finding[]> {
  const { relayDatabaseUrl, smtpUrl, publicUrl } = given;
  const links =
    publicUrl === undefined
      ? [
          risky(
            'notices',
            'links lead to this machine alone: set LATCHKEY_PUBLIC_URL to where people reach the service',
          ),
        ]
      : [];
  if (relayDatabaseUrl && smtpUrl) return [...links, await relayFinding(relayDatabaseUrl)];
  const missing = relayDatabaseUrl ? 'LATCHKEY_SMTP_URL' : 'LATCHKEY_RELAY_DATABASE_URL';
  return [
    ...links,
    risky(
      'notices',
      `this process sends no mail and no link for a reset, because ${missing} is not set: set it, or ` +
        'see that another process sends them',
    ),
  ];
}

async function relayFinding(url: Secret): Promise<Finding> {
  let database: Database;
  try {
    database = await reached(url, 'LATCHKEY_RELAY_DATABASE_URL');
  } catch (error) {
    return wrong('notices', `LATCHKEY_RELAY_DATABASE_URL: ${reasonOf(error)}`);
  }
  try {
    return { ...(await roleFinding(database, 'relay')), check: 'notices' };
  } finally {
    await database.close();
  }
}
