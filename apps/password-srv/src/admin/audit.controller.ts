import { Controller, Get, Inject, Query, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { AuditPage } from '#libs/credentials';
import { ReadAudit } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { auditCsv } from './audit-csv.js';
import { auditRequest, auditWire } from './audit.wire.js';

@Controller('password-srv/audit')
@UseGuards(PersonGuard)
export class AuditController {
  constructor(
    private readonly readAudit: ReadAudit,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked, @Query() query: unknown): Promise<Reply> {
    const { format, ...question } = auditRequest(query);
    const outcome = await this.readAudit.read(caller, question);
    if (outcome.kind === 'refused') {
      const about = { requestId: origin.requestId, publicUrl: this.publicUrl };
      return problem(ADMIN_WORDS, outcome.refusal, about);
    }
    return format === 'csv'
      ? file(outcome.value, query as Readonly<Record<string, string>>)
      : { status: 200, body: auditWire(outcome.value) };
  }
}

/** A file has no room for the next page's place; RFC 8288 has. */
function file({ records, next }: AuditPage, query: Readonly<Record<string, string>>): Reply {
  const following = next && new URLSearchParams({ ...query, after: next }).toString();
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="audit.csv"',
      ...(following && { link: `<?${following}>; rel="next"` }),
    },
    body: auditCsv(records),
  };
}
