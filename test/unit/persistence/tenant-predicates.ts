/** Tables without a tenant in their key, and the function that alone touches one of them. */
const WITHOUT_TENANT = new Set([
  'tenancy.installation',
  'tenancy.migration',
  'tenancy.service_client',
  'credentials.address_attempts',
  'credentials.count_address',
]);

/**
 * Where the relay looks for whatever is next, and browsers' preflights for whoever lists an origin,
 * across tenants; every row that is written is named. A brand or a host names a tenant as its id does.
 */
const LOOKS_ACROSS = [
  /FROM tenancy\.tenant n\s+WHERE n\.brand = \$1/,
  /FROM tenancy\.host h WHERE h\.host = \$1/,
  /FROM journal\.arrival a\s+ORDER BY a\.arrived_at LIMIT \$2 FOR UPDATE SKIP LOCKED/,
  /FROM tenancy\.registered_clients c WHERE c\.origins <> '\{\}'/,
  // One number of the whole service.
  /AS counted_at\s+FROM credentials\.password p$/,
  // Keys are the installation's. What is written is named, and what is read is named when written.
  /FROM credentials\.\w+ [phr]\s+WHERE [phr]\.key_id (?:=|>) [^)]*/,
  /FROM credentials\.\w+ [phr]\s+WHERE [phr]\.key_id > u\.key_id/,
  /FROM credentials\.\w+ [phr]\s+WHERE \([phr]\.tenant, [^)]*\) > \(\$2, [^)]*\) AND [phr]\.key_id <> \$1/,
  /FROM journal\.delivery d\s+WHERE d\.state IN \('due', 'leased'\) AND d\.due_at <= clock_timestamp\(\)/,
];

const REFERENCE =
  /\b(FROM|JOIN|INTO|UPDATE|USING)\s+((?:tenancy|directory|credentials|verification|journal)\.\w+)(?:\s+(?:AS\s+)?([a-z]\b))?(\s*\(([^)]*)\))?/g;

/** The tables that a statement touches without saying whose rows it means. */
export function unnamedTenants(sql: string): string[] {
  const text = LOOKS_ACROSS.reduce((rest, head) => rest.replace(head, ''), sql);
  return [...text.matchAll(REFERENCE)].flatMap(([, verb, table = '', alias, , columns = '']) => {
    if (WITHOUT_TENANT.has(table)) return [];
    const key = table === 'tenancy.tenant' ? 'id' : 'tenant';
    if (verb === 'INTO') return new RegExp(`^${key}\\b`).test(columns.trim()) ? [] : [table];
    if (alias === undefined) return [table];
    const column = `\\b${alias}\\.${key}`;
    const named = new RegExp(`${column} = |= ${column}\\b`);
    return named.test(text) ? [] : [table];
  });
}
