import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { RecordedChange } from '#libs/credentials';
import { Changes } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { INTERNAL_WORDS } from './internal.errors.js';
import { tenantOf } from './subjects.wire.js';

@Controller('internal/v1/changes')
@UseGuards(ServiceGuard)
export class ChangesController {
  constructor(
    private readonly changes: Changes,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get(':change_id')
  async find(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('change_id') changeId: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'events:read', tenantOf(query));
    const found = await this.changes.find(tenant, changeId);
    if (found) return { status: 200, body: changeWire(changeId, found) };
    const about = { requestId: origin.requestId, publicUrl: this.publicUrl };
    return problem(INTERNAL_WORDS, { code: 'not_found' }, about);
  }
}

const changeWire = (changeId: string, { at, inForce, ...change }: RecordedChange) => ({
  change_id: changeId,
  subject: change.subject,
  type: change.type,
  at: at.toISOString(),
  in_force: inForce,
  dispatched: change.dispatched,
  deliveries: change.deliveries,
});
