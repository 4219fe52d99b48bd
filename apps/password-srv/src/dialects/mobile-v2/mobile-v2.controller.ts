import { Controller, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { PasswordInForce } from '#libs/credentials';
import { ChangePassword } from '#libs/credentials';
import type { Reply } from '#libs/platform';

import { reply } from '../dialect.js';
import { mobileV2 } from './mobile-v2.dialect.js';
import { changeCommand } from './mobile-v2.wire.js';

@Controller('v2/mobile/password/change')
@UseGuards(PersonGuard)
export class MobileV2Controller {
  constructor(private readonly changePassword: ChangePassword) {}

  @Put()
  async change(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.changePassword.change(changeCommand(body, caller, origin));
    return reply(mobileV2, outcome, origin, success);
  }
}

const success = ({ changedAt }: PasswordInForce): Reply => ({
  status: 200,
  body: {
    success: true,
    message: 'The password was changed.',
    changedAt: changedAt.toISOString(),
  },
});
