import type { Provider } from '@nestjs/common';

import { AuditTrail, ReadAudit } from '#libs/credentials';
import { Database, TypeormAuditTrail } from '#libs/persistence';
import { wired } from '#libs/platform';

/** What admins read of what happened. */
export const AUDITING: readonly Provider[] = [
  wired(AuditTrail, TypeormAuditTrail, [Database]),
  wired(ReadAudit, ReadAudit, [AuditTrail]),
];
