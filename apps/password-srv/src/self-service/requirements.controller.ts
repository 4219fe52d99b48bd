import { Controller, Get, Headers, Inject, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { TellRequirements } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { COMMON_WORDS, languageOf, policyWire, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { dueWire } from './requirements.wire.js';

@Controller('password-srv/requirements')
@UseGuards(PersonGuard)
export class RequirementsController {
  constructor(
    private readonly tellRequirements: TellRequirements,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async tell(
    @AskedByPerson() { caller, origin: { requestId } }: Asked,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    const outcome = await this.tellRequirements.tell(caller);
    if (outcome.kind === 'refused') {
      return problem(COMMON_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const { action, reason, proof, maxAgeSeconds, acrValues, due, ...shown } = outcome.value;
    const language = languageOf(accepted);
    const body = {
      action,
      ...(reason && { reason }),
      proof,
      ...(maxAgeSeconds !== undefined && { max_age: maxAgeSeconds }),
      ...(acrValues && { acr_values: acrValues.join(' ') }),
      ...dueWire(due),
      policy: { ...policyWire(shown, language), minimum: shown.policy.minimum },
    };
    return { status: 200, headers: { 'content-language': language }, body };
  }
}
