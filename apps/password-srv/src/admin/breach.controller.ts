import { Controller, Get, Headers, Inject, Put, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { BreachStatus, PolicySettingsRefusal } from '#libs/credentials';
import { NameRangeServer, TellBreachStatus } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { breachWire, RangeAddresses, rangeServerOf } from './breach.wire.js';

@Controller('password-srv/settings/breach')
@UseGuards(PersonGuard)
export class BreachController {
  constructor(
    private readonly tellBreachStatus: TellBreachStatus,
    private readonly nameRangeServer: NameRangeServer,
    private readonly addresses: RangeAddresses,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    return this.reply(await this.tellBreachStatus.tell(caller), origin);
  }

  @Put()
  async save(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const rangeServer = rangeServerOf(body, this.addresses);
    const command = { caller, origin, rangeServer, expectedVersion: expectedVersion(ifMatch) };
    return this.reply(await this.nameRangeServer.name(command), origin);
  }

  private reply(
    outcome: Outcome<BreachStatus, PolicySettingsRefusal>,
    { requestId }: Origin,
  ): Reply {
    if (outcome.kind === 'refused') {
      return problem(ADMIN_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    const { value } = outcome;
    return { status: 200, headers: { etag: etagOf(value) }, body: breachWire(value) };
  }
}
