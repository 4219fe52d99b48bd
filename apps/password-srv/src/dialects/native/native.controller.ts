import { Controller, HttpCode, Post, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { ChangePassword, SetPassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';

import { reply } from '../dialect.js';
import { native } from './native.dialect.js';
import { success } from './native.reply.js';
import { changeCommand, setCommand } from './native.wire.js';

@Controller('password-srv/password')
@UseGuards(PersonGuard)
export class NativeController {
  constructor(
    private readonly changePassword: ChangePassword,
    private readonly setPassword: SetPassword,
  ) {}

  @Put()
  async change(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.changePassword.change(changeCommand(body, caller, origin));
    return reply(native, outcome, origin, success);
  }

  @Post()
  @HttpCode(200)
  async set(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.setPassword.set(setCommand(body, caller, origin));
    return reply(native, outcome, origin, success);
  }
}
