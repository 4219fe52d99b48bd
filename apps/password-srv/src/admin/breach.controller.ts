import { Controller, Get, Inject, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { TellBreachStatus } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { breachWire } from './breach.wire.js';

@Controller('password-srv/settings/breach')
@UseGuards(PersonGuard)
export class BreachController {
  constructor(
    private readonly tellBreachStatus: TellBreachStatus,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.tellBreachStatus.tell(caller);
    if (outcome.kind === 'done') return { status: 200, body: breachWire(outcome.value) };
    const { requestId } = origin;
    return problem(ADMIN_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
  }
}
