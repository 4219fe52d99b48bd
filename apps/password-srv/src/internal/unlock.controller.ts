import { Controller, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { UnlockPassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { INTERNAL_WORDS } from './internal.errors.js';
import { subjectOf } from './require-change.wire.js';
import { reasonOf } from './sessions.wire.js';

@Controller('internal/v1/subjects/:sub/unlock')
@UseGuards(ServiceGuard)
export class UnlockController {
  constructor(
    private readonly unlockPassword: UnlockPassword,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post()
  @HttpCode(200)
  async unlock(
    @AskedByService() { body, service, origin }: ServiceAsked,
    @Param('sub') sub: string,
  ): Promise<Reply> {
    const { tenant, reason } = reasonOf(body);
    const outcome = await this.unlockPassword.unlock({
      tenant: grantedTenant(service, 'password:admin', tenant),
      subject: subjectOf(sub),
      ...{ reason, client: service.client, origin },
    });
    if (outcome.kind === 'done') return { status: 200, body: { unlocked: outcome.value } };
    const about = { requestId: origin.requestId, publicUrl: this.publicUrl };
    return problem(INTERNAL_WORDS, outcome.refusal, about);
  }
}
