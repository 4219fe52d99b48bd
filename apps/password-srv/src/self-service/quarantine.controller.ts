import { Controller, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import { SettleQuarantine } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { problem } from '#libs/platform';

import { INTERNAL_WORDS } from '../internal/internal.errors.js';
import { PUBLIC_URL } from '../surroundings.js';
import { decisionOf } from './quarantine.wire.js';

@Controller('password-srv/quarantine')
@UseGuards(PersonGuard)
export class QuarantineController {
  constructor(
    private readonly settleQuarantine: SettleQuarantine,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Post()
  @HttpCode(200)
  async settle(@AskedByPerson() { body, caller, origin }: Asked): Promise<Reply> {
    const decision = decisionOf(body);
    const outcome = await this.settleQuarantine.settle({ caller, origin, decision });
    if (outcome.kind === 'done') return { status: 200, body: { decision } };
    const about = { requestId: origin.requestId, publicUrl: this.publicUrl };
    return problem(INTERNAL_WORDS, outcome.refusal, about);
  }
}
