import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { VerifyLoginRefusal } from '#libs/credentials';
import { EvaluateForProgram, VerifyLogin } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { assessmentWire } from '../self-service/policy.wire.js';
import { PUBLIC_URL } from '../surroundings.js';
import { VERIFY_WORDS } from './passwords.errors.js';
import { evaluation, verification, verificationWire } from './passwords.wire.js';

@Controller('internal/v1/passwords')
@UseGuards(ServiceGuard)
export class PasswordsController {
  constructor(
    private readonly verifyLogin: VerifyLogin,
    private readonly evaluateForProgram: EvaluateForProgram,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post('verify')
  @HttpCode(200)
  async verify(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant, of } = verification(body, origin);
    const granted = grantedTenant(service, 'password:verify', tenant);
    const outcome = await this.verifyLogin.verify(of(granted));
    return outcome.kind === 'done'
      ? { status: 200, body: verificationWire(outcome.value) }
      : this.refuse(outcome.refusal, origin);
  }

  @Post('evaluate')
  @HttpCode(200)
  async evaluate(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant, ...asked } = evaluation(body);
    const granted = grantedTenant(service, 'password:evaluate', tenant);
    const outcome = await this.evaluateForProgram.evaluate({ tenant: granted, ...asked });
    return outcome.kind === 'done'
      ? { status: 200, body: assessmentWire(outcome.value) }
      : this.refuse(outcome.refusal, origin);
  }

  private refuse(refusal: VerifyLoginRefusal, { requestId }: ServiceAsked['origin']): Reply {
    return problem(VERIFY_WORDS, refusal, { requestId, publicUrl: this.publicUrl });
  }
}
