import { Controller, Delete, Get, Inject, Param, Put, Query, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { PutSubjectRefusal } from '#libs/credentials';
import { EraseSubject, PutSubject } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { INTERNAL_WORDS } from './internal.errors.js';
import { subjectOf } from './require-change.wire.js';
import { subjectEntry, tenantOf } from './subjects.wire.js';

@Controller('internal/v1/subjects/:sub')
@UseGuards(ServiceGuard)
export class SubjectsController {
  constructor(
    private readonly putSubject: PutSubject,
    private readonly eraseSubject: EraseSubject,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Put()
  async put(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant, entry } = subjectEntry(body);
    const outcome = await this.putSubject.put({
      ...entry,
      tenant: grantedTenant(service, 'subjects:write', tenant),
      subject: subjectOf(sub),
      ...{ client: service.client, origin },
    });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    const { outcome: written, quarantined } = outcome.value;
    return { status: written === 'created' ? 201 : 200, body: { subject: sub, quarantined } };
  }

  @Delete()
  async erase(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('sub') sub: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'subjects:write', tenantOf(query));
    const who = { tenant, subject: subjectOf(sub) };
    const outcome = await this.eraseSubject.erase({ ...who, client: service.client, origin });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    return { status: 204, body: undefined };
  }

  @Get('export')
  async exported(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('sub') sub: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'subjects:read', tenantOf(query));
    const outcome = await this.eraseSubject.exported({ tenant, subject: subjectOf(sub) });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    return { status: 200, body: outcome.value };
  }

  private refuse(refusal: PutSubjectRefusal, { requestId }: ServiceAsked['origin']): Reply {
    const reply = problem(INTERNAL_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
    return { ...reply, body: { ...(reply.body as object), ...detailsOf(refusal) } };
  }
}

/** Which of the list, or what is stored: what the program needs to put it right. */
function detailsOf(refusal: PutSubjectRefusal): object {
  if ('index' in refusal) return { index: refusal.index };
  return refusal.code === 'version_stale' ? { stored_version: refusal.storedVersion } : {};
}
