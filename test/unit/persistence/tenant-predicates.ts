/** Tables without a tenant in their key, and the relay's queue, which its statements walk in order. */
const WITHOUT_TENANT = new Set([
  'tenancy.installation',
  'tenancy.migration',
  'tenancy.service_client',
]);

/** Where the relay looks for whatever is next, across tenants; every row it then writes is named. */
const QUEUE_HEADS = [
  /FROM journal\.arrival a\s+ORDER BY a\.arrived_at LIMIT \$2 FOR UPDATE SKIP LOCKED/,
  /FROM journal\.delivery d\s+WHERE d\.state IN \('due', 'leased'\) AND d\.due_at <= clock_timestamp\(\)/,
];

const REFERENCE =
  /\b(FROM|JOIN|INTO|UPDATE|USING)\s+((?:tenancy|directory|credentials|verification|journal)\.\w+)(?:\s+(?:AS\s+)?([a-z]\b))?(\s*\(([^)]*)\))?/g;

/** The tables that a statement touches without saying whose rows it means. */
export function unnamedTenants(sql: string): string[] {
  const text = QUEUE_HEADS.reduce((rest, head) => rest.replace(head, ''), sql);
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
