import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import { ChangeTickets, StepUpTicket } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { COMMON_WORDS, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { stepUpOf } from './change-tickets.wire.js';

/** For login services, whose people change a password through an interface without sessions. */
@Controller('internal/v1/change-tickets')
@UseGuards(ServiceGuard)
export class ChangeTicketsController {
  constructor(
    private readonly stepUpTicket: StepUpTicket,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('step-up')
  @HttpCode(200)
  async stepUp(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant: named, ...shown } = stepUpOf(body);
    const tenant = grantedTenant(service, 'password:step-up', named);
    const outcome = await this.stepUpTicket.stepUp({ ...shown, tenant });
    if (outcome.kind === 'done') {
      return {
        status: 200,
        body: { token: outcome.value.reveal(), expires_in: ChangeTickets.SECONDS },
      };
    }
    const { requestId } = origin;
    return problem(COMMON_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
  }
}
