import type { SavedPolicies, SavedPolicy, ShownPolicy } from '#libs/credentials';
import type { PolicyDocument } from '#libs/password-policy';
import { composedPolicy, readPolicyDocument } from '#libs/password-policy';

/** The scope of the tenant's own document; every other one is a group's name. */
export const WHOLE_TENANT = '';

/** What a tenant asks that has saved nothing: the platform's default. */
const NOTHING_SAVED: PolicyDocument = { format: 1, rules: {} };

/** One document as PostgreSQL's json_build_array tells it. */
type StoredPolicy = readonly [scope: string, version: number, document: unknown];

const asText = (which: string): string => `(SELECT
      json_agg(json_build_array(d.scope, d.version, d.document) ORDER BY d.scope)::text
     FROM tenancy.policy d WHERE ${which})`;

/** All documents of the tenant of the subject `s`. */
export const ALL_POLICIES = asText('d.tenant = s.tenant');

/** The documents that have a say about the subject `s`, as one text. */
export const APPLYING_POLICIES = asText(
  `d.tenant = s.tenant AND (d.scope = '${WHOLE_TENANT}' OR d.scope = ANY (s.groups))`,
);

/** The documents behind such a text. @throws if one of them is none that this program can read. */
export function savedPolicies(text: string | null): SavedPolicies {
  const stored = JSON.parse(text ?? '[]') as readonly StoredPolicy[];
  const saved = new Map(stored.map(([scope, ...rest]) => [scope, savedPolicy(scope, ...rest)]));
  const tenant = saved.get(WHOLE_TENANT) ?? { version: 0, document: NOTHING_SAVED };
  saved.delete(WHOLE_TENANT);
  return { tenant, groups: saved };
}

function savedPolicy(scope: string, version: number, stored: unknown): SavedPolicy {
  const read = readPolicyDocument(stored);
  if ('document' in read) return { version, document: read.document };
  const whose = scope === WHOLE_TENANT ? 'the tenant' : `the group ${scope}`;
  throw new Error(`the stored policy of ${whose} cannot be read`);
}

/** People share few combinations of documents; the texts hold versions, so none is ever stale. */
const MOST_REMEMBERED = 1000;
const remembered = new Map<string, ShownPolicy>();

/** The documents composed for one person, compiled once per combination. */
export function policyOf(text: string | null, secondFactorRequired: boolean): ShownPolicy {
  const key = `${String(secondFactorRequired)} ${text ?? ''}`;
  const known = remembered.get(key);
  if (known) return known;
  const { tenant, groups } = savedPolicies(text);
  const named = [...groups].map(([name, { document }]) => ({ name, document }));
  const composition = { tenant: tenant.document, groups: named };
  const versions = [tenant, ...groups.values()].map(({ version }) => version);
  const shown = {
    policy: composedPolicy(composition, secondFactorRequired),
    version: versions.reduce((sum, version) => sum + version),
  };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, shown);
  return shown;
}
