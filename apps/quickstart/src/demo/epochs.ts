import type { SubjectId, TenantId } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { Statement } from '#libs/persistence';

const EPOCH = Statement.declare(
  'demo_epoch',
  'SELECT s.epoch FROM directory.subject s WHERE s.tenant = $1 AND s.subject = $2',
);

/** The session generation in which a subject is now: what an issuer of ours copies into tokens. */
export class Epochs {
  constructor(private readonly database: Database) {}

  async of(tenant: TenantId, subject: SubjectId): Promise<number> {
    const [row] = await this.database.query<{ epoch: number }>(EPOCH, [tenant, subject]);
    return row?.epoch ?? 0;
  }
}
