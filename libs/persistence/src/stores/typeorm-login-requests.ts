import type { SubjectId, TenantId } from '#libs/identity';
import type { BeforeLogin, Medium } from '#libs/verification';
import { LoginRequests } from '#libs/verification';

import type { Database } from '../database.js';
import { SWITCHED_ON_COLUMN, switchedOnOf } from '../rows/switched-on.js';
import { statement } from '../statement.js';

/** The digest of an id, which is random and so needs no salt. */
const digestOf = (id: string): string => `sha256(convert_to(${id}, 'UTF8'))`;

/** What is over goes with the next one of the same person, so nothing has to sweep. */
const OPEN = statement(
  'login_request_open',
  `WITH swept AS (
     DELETE FROM verification.login_request r
     WHERE r.tenant = $1 AND r.subject = $2 AND r.expires_at <= clock_timestamp()
   )
   INSERT INTO verification.login_request (tenant, digest, subject, epoch, expires_at)
   SELECT s.tenant, ${digestOf('$3')}, s.subject, s.epoch,
          clock_timestamp() + make_interval(secs => $4)
   FROM directory.subject s
   WHERE s.tenant = $1 AND s.subject = $2 AND s.status = 'active'
   RETURNING expires_at`,
);

/** Within a request a medium has an id that cannot be compared with that of another request. */
const ID_IN_REQUEST = `encode(substring(${digestOf(`$2 || '.' || m.id::text`)} FOR 16), 'hex')`;

const BEFORE_LOGIN = statement(
  'login_request_before_login',
  `SELECT ${SWITCHED_ON_COLUMN}, s.subject,
     (SELECT json_agg(json_build_object('type', m.type, 'id', ${ID_IN_REQUEST}, 'name', m.name)
                      ORDER BY m.enrolled_at, m.id)
      FROM verification.medium m
      WHERE m.tenant = s.tenant AND m.subject = s.subject
        AND m.verified_at IS NOT NULL AND m.quarantined_at IS NULL) AS mediums,
     EXISTS (SELECT FROM credentials.password_presence p
             WHERE p.tenant = s.tenant AND p.subject = s.subject
               AND p.quarantined_at IS NULL) AS has_password
   FROM tenancy.settings t
   LEFT JOIN verification.login_request r ON r.tenant = t.tenant
     AND r.digest = ${digestOf('$2')} AND r.expires_at > clock_timestamp()
   LEFT JOIN directory.subject s ON s.tenant = r.tenant AND s.subject = r.subject
     AND s.status = 'active' AND s.epoch = r.epoch
   WHERE t.tenant = $1`,
);

interface BeforeLoginRow {
  readonly methods: string;
  readonly subject: SubjectId | null;
  readonly mediums: readonly Medium[] | null;
  readonly has_password: boolean;
}

export class TypeormLoginRequests extends LoginRequests {
  constructor(private readonly database: Database) {
    super();
  }

  override async open(request: {
    readonly tenant: TenantId;
    readonly subject: SubjectId;
    readonly id: string;
    readonly lifetimeSeconds: number;
  }): Promise<{ expiresAt: Date } | undefined> {
    const { tenant, subject, id, lifetimeSeconds } = request;
    const values = [tenant, subject, id, lifetimeSeconds];
    const [row] = await this.database.query<{ expires_at: Date }>(OPEN, values);
    return row && { expiresAt: row.expires_at };
  }

  override async beforeLogin(
    tenant: TenantId,
    requestId: string | undefined,
  ): Promise<BeforeLogin | undefined> {
    const [row] = await this.database.query<BeforeLoginRow>(BEFORE_LOGIN, [
      tenant,
      requestId ?? '',
    ]);
    if (!row) return undefined;
    const { subject, mediums, has_password: hasPassword } = row;
    return {
      switchedOn: switchedOnOf(row.methods),
      ...(subject !== null && { opened: { subject, mediums: mediums ?? [], hasPassword } }),
    };
  }
}
