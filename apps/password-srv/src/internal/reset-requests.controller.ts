import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { StepUpReset } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { COMMON_WORDS, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { resetStepUpOf } from './reset-requests.wire.js';

/** For login services, which see the factors that a reset may wait for. */
@Controller('internal/v1/reset-requests')
@UseGuards(ServiceGuard)
export class ResetRequestsController {
  constructor(
    private readonly stepUpReset: StepUpReset,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('step-up')
  @HttpCode(200)
  async stepUp(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant: named, ...shown } = resetStepUpOf(body);
    const tenant = grantedTenant(service, 'password:step-up', named);
    const outcome = await this.stepUpReset.stepUp({ ...shown, tenant });
    if (outcome.kind === 'done') {
      const { exchange, expiresInSeconds: expires_in } = outcome.value;
      const body = { exchange_id: exchange.reveal(), reset_request_id: shown.requestToken };
      return { status: 200, body: { ...body, expires_in } };
    }
    const { requestId } = origin;
    return problem(COMMON_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
  }
}
