import { Controller, Headers, HttpCode, Post, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { ChangePassword, ShowPolicy } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { languageOf } from '#libs/platform';

import { reply } from '../dialect.js';
import { accountV3 } from './account-v3.dialect.js';
import { screenWire } from './account-v3.screen.js';
import { changeCommand, checkScreenBody } from './account-v3.wire.js';

const PATH = 'v3/account/password/change';

/** Shows the screen; only what it submits can change anything. */
@Controller(PATH)
@UseGuards(PersonGuard)
export class AccountV3ScreenController {
  constructor(private readonly showPolicy: ShowPolicy) {}

  @Put()
  async screen(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Reply> {
    checkScreenBody(body);
    const outcome = await this.showPolicy.ofCaller(caller);
    if (outcome.kind === 'refused') return accountV3.refuse(outcome.refusal, origin);
    const language = languageOf(accepted);
    const headers = { 'content-language': language, vary: 'accept-language' };
    return { status: 200, headers, body: screenWire(outcome.value, language) };
  }
}

@Controller(PATH)
@UseGuards(PersonGuard)
export class AccountV3Controller {
  constructor(private readonly changePassword: ChangePassword) {}

  @Post()
  @HttpCode(200)
  async change(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.changePassword.change(changeCommand(body, caller, origin));
    return reply(accountV3, outcome, origin, success);
  }
}

const success = (): Reply => ({ status: 200, body: { state: 'password_updated' } });
