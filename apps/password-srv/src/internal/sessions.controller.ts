import { Controller, Get, HttpCode, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { AwaitCutoff, EndSessions } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { INTERNAL_WORDS } from './internal.errors.js';
import { subjectOf } from './require-change.wire.js';
import { cutoffQuestion, cutoffWire, endedWire, reasonOf } from './sessions.wire.js';

@Controller('internal/v1/subjects/:sub')
@UseGuards(ServiceGuard)
export class SessionsController {
  constructor(
    private readonly awaitCutoff: AwaitCutoff,
    private readonly endSessions: EndSessions,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get('sessions/cutoff')
  async cutoff(
    @AskedByService() { service, origin }: ServiceAsked,
    @Param('sub') sub: string,
    @Query() query: unknown,
  ): Promise<Reply> {
    const { tenant: named, ...question } = cutoffQuestion(query);
    const tenant = grantedTenant(service, 'sessions:read', named);
    const outcome = await this.awaitCutoff.tell({ tenant, subject: subjectOf(sub), ...question });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    return { status: 200, body: cutoffWire(outcome.value) };
  }

  @Post('sign-out-everywhere')
  @HttpCode(200)
  async signOut(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant, reason } = reasonOf(body);
    const outcome = await this.endSessions.everywhere({
      tenant: grantedTenant(service, 'password:admin', tenant),
      subject: subjectOf(sub),
      ...{ reason, client: service.client, origin },
    });
    if (outcome.kind === 'refused') return this.refuse(outcome.refusal, origin);
    return { status: 200, body: endedWire(outcome.value) };
  }

  private refuse(
    refusal: { readonly code: 'not_found' },
    { requestId }: ServiceAsked['origin'],
  ): Reply {
    return problem(INTERNAL_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
  }
}
