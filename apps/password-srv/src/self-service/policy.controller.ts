import { Controller, Get, Headers, HttpCode, Inject, Post, Query, UseGuards } from '@nestjs/common';

import type { Asked, AskedByAnybody } from '#libs/auth';
import {
  AnybodyGuard,
  AskedByPerson,
  AskedPerhapsByPerson,
  PersonGuard,
  RequestTenants,
} from '#libs/auth';
import { EvaluatePassword, ShowPolicy } from '#libs/credentials';
import { isTenantId } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { COMMON_WORDS, languageOf, policyWire, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import {
  assessmentWire,
  EVALUATE_WORDS,
  kept,
  passwordToEvaluate,
  sameTenant,
} from './policy.wire.js';

@Controller('password-srv/policy')
export class PolicyController {
  constructor(
    private readonly showPolicy: ShowPolicy,
    private readonly evaluatePassword: EvaluatePassword,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
    private readonly requestTenants: RequestTenants,
  ) {}

  @Get()
  @UseGuards(AnybodyGuard)
  async show(
    @AskedPerhapsByPerson() { caller, origin, host }: AskedByAnybody,
    @Query('tenant') tenant: unknown,
    @Headers('accept-language') accepted: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ): Promise<Reply> {
    const language = languageOf(accepted);
    const asked = { language, ifNoneMatch };
    if (!caller) {
      // What cannot name a tenant is an unknown one: whether a tenant exists is not told here.
      const named = await this.requestTenants.named(tenant, host);
      const shown = await this.showPolicy.ofTenant(isTenantId(named) ? named : undefined);
      return kept(policyWire(shown, language), asked, 'public');
    }
    sameTenant(tenant, caller);
    const outcome = await this.showPolicy.ofCaller(caller);
    if (outcome.kind === 'refused') {
      const { requestId } = origin;
      return problem(COMMON_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const { minimum } = outcome.value.policy;
    return kept({ ...policyWire(outcome.value, language), minimum }, asked, 'private');
  }

  @Post('evaluate')
  @HttpCode(200)
  @UseGuards(PersonGuard)
  async evaluate(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.evaluatePassword.evaluate(caller, passwordToEvaluate(body));
    if (outcome.kind === 'refused') {
      const { requestId } = origin;
      return problem(EVALUATE_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    return { status: 200, body: assessmentWire(outcome.value) };
  }
}
