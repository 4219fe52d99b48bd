/**
 * The step that a save of any policy of the tenant begins with: one at a time, and only while the
 * tenant's policies are those that the document was judged beside. `$1` tenant, `$7` their version.
 */
export const POLICIES_COUNTED = `counted AS (
    UPDATE tenancy.tenant n SET policies_version = n.policies_version + 1
    WHERE n.id = $1 AND n.policies_version = $7
    RETURNING n.id AS tenant
  )`;
