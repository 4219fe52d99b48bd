import type { Issuers, TrustedIssuer } from '#libs/auth';
import { reachKeys } from '#libs/auth';
import { fetchJson } from '#libs/platform';

import type { Finding } from './finding.js';
import { fine, reasonOf, wrong } from './finding.js';

/** Whether the keys of every trusted issuer can be read from here. */
export const issuerFindings = (issuers: Issuers): Promise<readonly Finding[]> =>
  Promise.all(issuers.all.map(issuerFinding));

async function issuerFinding(issuer: TrustedIssuer): Promise<Finding> {
  const { issuer: name, keys } = issuer;
  try {
    const count = await reachKeys(issuer, fetchJson);
    const from = keys.kind === 'inline' ? 'in the configuration' : 'published';
    return fine('issuers', `${name}: ${count} keys ${from}`);
  } catch (error) {
    const at = keys.kind === 'inline' ? '' : ` at ${keys.uri}`;
    return wrong(
      'issuers',
      `${name}: no keys${at}: ${reasonOf(error)}. Its people and programs are answered 503 until ` +
        'there are: correct the address in LATCHKEY_ISSUERS, or let this machine reach it',
    );
  }
}
