import type { SubjectId, TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { Statement } from '#libs/persistence';

const EPOCH = Statement.declare(
  'demo_epoch',
  'SELECT s.epoch FROM directory.subject s WHERE s.tenant = $1 AND s.subject = $2',
);

const SECOND_FACTOR = Statement.declare(
  'demo_second_factor',
  'SELECT t.second_factor FROM tenancy.settings t WHERE t.tenant = $1',
);

/** The session generation in which a subject is now: what an issuer of ours copies into tokens. */
export class Epochs {
  constructor(private readonly database: Database) {}

  async of(tenant: TenantId, subject: SubjectId): Promise<number> {
    const [row] = await this.database.query<{ epoch: number }>(EPOCH, [tenant, subject]);
    return row?.epoch ?? 0;
  }

  /** Whether signing in takes two factors there, as its admins have it now. */
  async secondFactorRequired(tenant: TenantId): Promise<boolean> {
    const rows = await this.database.query<{ second_factor: string }>(SECOND_FACTOR, [tenant]);
    return rows[0]?.second_factor === 'required';
  }
}
