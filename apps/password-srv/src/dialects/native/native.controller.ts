import { Body, Controller, HttpCode, Post, Put, UseGuards } from '@nestjs/common';

import { CurrentCaller, PersonGuard } from '#libs/auth';
import type { PasswordInForce } from '#libs/credentials';
import { ChangePassword, SetPassword } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { nativeSuccess, RequestOrigin } from '#libs/platform';

import { reply } from '../dialect.js';
import { native } from './native.dialect.js';
import { changeCommand, setCommand } from './native.wire.js';

@Controller('password-srv/password')
@UseGuards(PersonGuard)
export class NativeController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly setPassword: SetPassword,
  ) {}

  @Put()
  async change(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @RequestOrigin() origin: Origin,
  ): Promise<Reply> {
    const outcome = await this.changePassword.change(changeCommand(body, caller, origin));
    return reply(native, outcome, origin, success);
  }

  @Post()
  @HttpCode(200)
  async set(
    @Body() body: unknown,
    @CurrentCaller() caller: Caller,
    @RequestOrigin() origin: Origin,
  ): Promise<Reply> {
    const outcome = await this.setPassword.set(setCommand(body, caller, origin));
    return reply(native, outcome, origin, success);
  }
}

const success = ({ subject, changedAt, changeId, sessions }: PasswordInForce): Reply =>
  nativeSuccess({
    sub: subject,
    changed_at: changedAt.toISOString(),
    change_id: changeId,
    sessions,
  });
