import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { ChangePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';

import { reply } from '../dialect.js';
import { profileV1 } from './profile-v1.dialect.js';
import { changeCommand } from './profile-v1.wire.js';

@Controller('v1/users/profile/change-password')
@UseGuards(PersonGuard)
export class ProfileV1Controller {
  constructor(private readonly changePassword: ChangePassword) {}

  @Post()
  @HttpCode(200)
  async change(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.changePassword.change(changeCommand(body, caller, origin));
    return reply(profileV1, outcome, origin, success);
  }
}

const success = (): Reply => ({
  status: 200,
  body: { status: true, data: { passwordChanged: 'OK' } },
});
