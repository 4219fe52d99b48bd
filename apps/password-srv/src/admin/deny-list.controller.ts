import { Controller, Get, Headers, Inject, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { PolicySettingsRefusal, SavedWords } from '#libs/credentials';
import { DenyList } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { wordsOf } from './deny-list.wire.js';

@Controller('password-srv/settings/deny-list')
@UseGuards(PersonGuard)
export class DenyListController {
  constructor(
    private readonly denyList: DenyList,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    return this.reply(await this.denyList.read(caller), origin);
  }

  @Put()
  async save(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, words: wordsOf(body) };
    const version = expectedVersion(ifMatch);
    return this.reply(await this.denyList.save({ ...command, expectedVersion: version }), origin);
  }

  private reply(outcome: Outcome<SavedWords, PolicySettingsRefusal>, { requestId }: Origin): Reply {
    if (outcome.kind === 'refused') {
      return problem(ADMIN_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const { words } = outcome.value;
    return { status: 200, headers: { etag: etagOf(outcome.value) }, body: { words } };
  }
}
