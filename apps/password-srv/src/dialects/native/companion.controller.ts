import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { ChangePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';

import { reply } from '../dialect.js';
import { companion } from './companion.dialect.js';
import { success } from './native.reply.js';
import { companionChangeCommand } from './native.wire.js';

@Controller('users-srv/changepassword')
@UseGuards(PersonGuard)
export class CompanionController {
  constructor(private readonly changePassword: ChangePassword) {}

  @Post()
  @HttpCode(200)
  async change(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.changePassword.change(companionChangeCommand(body, caller, origin));
    return reply(companion, outcome, origin, success);
  }
}
