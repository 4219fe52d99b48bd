import { Controller, Delete, Get, Inject, Param, Put, Query, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { AssignmentRefusal, RemovalRefusal } from '#libs/credentials';
import { AssignPassword, DescribePassword, RemovePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { INTERNAL_WORDS } from './internal.errors.js';
import { assignedWire, assignment, passwordWire, removedWire } from './persons-password.wire.js';
import { subjectOf } from './require-change.wire.js';
import { tenantOf } from './subjects.wire.js';

@Controller('internal/v1/subjects/:sub/password')
@UseGuards(ServiceGuard)
export class PersonsPasswordController {
  constructor(
    private readonly describePassword: DescribePassword,
    private readonly assignPassword: AssignPassword,
    private readonly removePassword: RemovePassword,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('sub') sub: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'password:read', tenantOf(query));
    const outcome = await this.describePassword.describe({ tenant, subject: subjectOf(sub) });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin.requestId);
    return { status: 200, body: passwordWire(outcome.value) };
  }

  /** One that stays needs a scope of its own besides: nobody else should know what stays. */
  @Put()
  async assign(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant: named, ...given } = assignment(body);
    const tenant = grantedTenant(service, 'password:admin', named);
    if (!given.temporary) grantedTenant(service, 'password:set-permanent', named);
    const outcome = await this.assignPassword.assign({
      ...{ tenant, subject: subjectOf(sub), ...given },
      ...{ client: service.client, origin },
    });
    const { requestId } = outcome.first ?? origin;
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, requestId);
    return { status: 200, body: assignedWire(outcome.value, given.temporary) };
  }

  @Delete()
  async remove(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('sub') sub: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const tenant = grantedTenant(service, 'password:admin', tenantOf(query));
    const who = { tenant, subject: subjectOf(sub) };
    const outcome = await this.removePassword.ofPerson({ ...who, client: service.client, origin });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin.requestId);
    return { status: 200, body: removedWire(outcome.value) };
  }

  private refuse(refusal: AssignmentRefusal | RemovalRefusal, requestId: string): Reply {
    return problem(INTERNAL_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
  }
}
