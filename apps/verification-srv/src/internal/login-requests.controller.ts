import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';

import type { ServiceAsked } from '#libs/auth';
import { AskedByService, grantedTenant, ServiceGuard } from '#libs/auth';
import type { Reply } from '#libs/platform';
import { COMMON_WORDS, problem } from '#libs/platform';
import { OpenLoginRequest } from '#libs/verification';

import { PUBLIC_URL } from '../surroundings.js';
import { loginRequestFor, loginRequestWire } from './login-requests.wire.js';

const WORDS = {
  ...COMMON_WORDS,
  not_found: {
    ...COMMON_WORDS.not_found,
    says: 'The tenant has no such person, or they are disabled.',
    hint: 'Compare the tenant and the subject with the directory.',
  },
};

@Controller('internal/v1/login-requests')
@UseGuards(ServiceGuard)
export class LoginRequestsController {
  constructor(
    private readonly openLoginRequest: OpenLoginRequest,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post()
  @HttpCode(200)
  async open(@AskedByService() { body, service, origin }: ServiceAsked): Promise<Reply> {
    const { tenant: named, subject } = loginRequestFor(body);
    const tenant = grantedTenant(service, 'methods:read', named);
    const outcome = await this.openLoginRequest.open({ tenant, subject });
    if (outcome.kind === 'refused') {
      const { requestId } = origin;
      return problem(WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    return { status: 200, body: loginRequestWire(outcome.value) };
  }
}
