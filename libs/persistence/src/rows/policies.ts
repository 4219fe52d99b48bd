import type {
  SavedPolicies,
  SavedPolicy,
  SavedShadow,
  ShadowPolicy,
  ShownPolicy,
} from '#libs/credentials';
import type { Composition, GroupPolicy, PolicyDocument } from '#libs/password-policy';
import { composedPolicy, readPolicyDocument } from '#libs/password-policy';

/** The scope of the tenant's own document; every other one is a group's name. */
export const WHOLE_TENANT = '';

/** What a tenant asks that has saved nothing: the platform's default. */
const NOTHING_SAVED: PolicyDocument = { format: 1, rules: {} };

/** One row as PostgreSQL's json_build_array tells it. */
type StoredPolicy = readonly [
  scope: string,
  version: number,
  document: unknown,
  shadowVersion: number,
  shadow: unknown,
  shadowSince: string | null,
];

const asText = (which: string): string => `(SELECT json_agg(json_build_array(
      d.scope, d.version, d.document, d.shadow_version, d.shadow, d.shadow_since
    ) ORDER BY d.scope)::text
     FROM tenancy.policy d WHERE ${which})`;

/** The tenant's own document, of the settings `s`. */
export const TENANT_POLICY = asText(`d.tenant = s.tenant AND d.scope = '${WHOLE_TENANT}'`);

/** All documents of the tenant of the subject `s`. */
export const ALL_POLICIES = asText('d.tenant = s.tenant');

/** The document of the tenant of the settings `t`. */
export const TENANTS_POLICY = asText(`d.tenant = t.tenant AND d.scope = '${WHOLE_TENANT}'`);

/** The documents that have a say about the subject `s`, as one text. */
export const APPLYING_POLICIES = asText(
  `d.tenant = s.tenant AND (d.scope = '${WHOLE_TENANT}' OR d.scope = ANY (s.groups))`,
);

/** The documents behind such a text. @throws if one of them is none that this program can read. */
export function savedPolicies(text: string | null): SavedPolicies {
  const stored = JSON.parse(text ?? '[]') as readonly StoredPolicy[];
  const saved = new Map(stored.map((row) => [row[0], savedPolicy(row)]));
  const tenant = saved.get(WHOLE_TENANT) ?? { version: 0, document: NOTHING_SAVED };
  saved.delete(WHOLE_TENANT);
  return { tenant, groups: saved, shadows: new Map(stored.map(savedShadow)) };
}

const savedPolicy = ([scope, version, document]: StoredPolicy): SavedPolicy => ({
  version,
  document: readable(document, scope),
});

function savedShadow(row: StoredPolicy): readonly [group: string | undefined, SavedShadow] {
  const [scope, , , version, shadow, since] = row;
  const group = scope === WHOLE_TENANT ? undefined : scope;
  if (shadow === null || since === null) return [group, { version }];
  const published = { document: readable(shadow, scope), since: new Date(since) };
  return [group, { version, published }];
}

function readable(stored: unknown, scope: string): PolicyDocument {
  const read = readPolicyDocument(stored);
  if ('document' in read) return read.document;
  const whose = scope === WHOLE_TENANT ? 'the tenant' : `the group ${scope}`;
  throw new Error(`the stored policy of ${whose} cannot be read`);
}

/** What binds a person, and what is tried out on their passwords beside it. */
interface AppliedPolicies extends ShownPolicy {
  readonly shadows: readonly ShadowPolicy[];
}

/** People share few combinations of documents; the texts hold versions, so none is ever stale. */
const MOST_REMEMBERED = 1000;
const remembered = new Map<string, AppliedPolicies>();

/** The documents composed for one person, compiled once per combination. */
export function policyOf(text: string | null, secondFactorRequired: boolean): AppliedPolicies {
  const key = `${String(secondFactorRequired)} ${text ?? ''}`;
  const known = remembered.get(key);
  if (known) return known;
  const applied = composed(savedPolicies(text), secondFactorRequired);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(key, applied);
  return applied;
}

function composed(saved: SavedPolicies, secondFactorRequired: boolean): AppliedPolicies {
  const tenant = saved.tenant.document;
  const groups = [...saved.groups].map(([name, { document }]) => ({ name, document }));
  const versions = [saved.tenant, ...saved.groups.values()].map(({ version }) => version);
  const shadows = [...saved.shadows].flatMap(([group, { version, published }]) => {
    if (!published) return [];
    const composition = instead({ tenant, groups }, group, published.document);
    return [{ group, version, policy: composedPolicy(composition, secondFactorRequired) }];
  });
  return {
    policy: composedPolicy({ tenant, groups }, secondFactorRequired),
    version: versions.reduce((sum, version) => sum + version),
    shadows,
  };
}

/** What a person would be held to if the shadow were in force. */
const instead = (
  { tenant, groups }: { readonly tenant: PolicyDocument; readonly groups: readonly GroupPolicy[] },
  group: string | undefined,
  document: PolicyDocument,
): Composition =>
  group === undefined
    ? { tenant: document, groups }
    : { tenant, groups: groups.map((one) => (one.name === group ? { ...one, document } : one)) };
