import { Controller, Headers, HttpCode, Param, Post, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { InitiatePasswordSetup } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { languageOf, nativeSuccess } from '#libs/platform';

import { native } from './native.dialect.js';
import { setupType, setupWire } from './setup.wire.js';

@Controller('verification-srv/v2/setup/initiate')
@UseGuards(PersonGuard)
export class SetupController {
  constructor(private readonly initiatePasswordSetup: InitiatePasswordSetup) {}

  @Post(':verification_type')
  @HttpCode(200)
  async initiate(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Param('verification_type') named: string,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    if (setupType(named, body) !== 'PASSWORD') {
      return native.refuse({ code: 'verification_type_not_supported' }, origin);
    }
    const outcome = await this.initiatePasswordSetup.initiate(caller);
    if (outcome.kind === 'refused') return native.refuse(outcome.refusal, origin);
    return nativeSuccess(setupWire(outcome.value, languageOf(accepted)));
  }
}
