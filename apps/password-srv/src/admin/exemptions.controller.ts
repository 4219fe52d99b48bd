import { Controller, Delete, Get, Headers, Inject, Post, Query, UseGuards } from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { ExemptionRefusal } from '#libs/credentials';
import { ExemptPeople } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, problem } from '#libs/platform';

import { PUBLIC_URL } from '../surroundings.js';
import { ADMIN_WORDS } from './admin.errors.js';
import { exemptionOf, exemptionsWire, exemptionWire, whichOf } from './exemptions.wire.js';

@Controller('password-srv/settings/exemptions')
@UseGuards(PersonGuard)
export class ExemptionsController {
  constructor(
    private readonly exemptPeople: ExemptPeople,
    @Inject(PUBLIC_URL) private readonly publicUrl: string,
  ) {}

  @Get()
  async read(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.exemptPeople.read(caller);
    return this.reply(outcome, origin, (saved) => ({ status: 200, body: exemptionsWire(saved) }));
  }

  @Post()
  async grant(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, exemption: exemptionOf(body) };
    const version = expectedVersion(ifMatch);
    const outcome = await this.exemptPeople.grant({ ...command, expectedVersion: version });
    const granted = exemptionWire(command.exemption);
    return this.reply(outcome, origin, () => ({ status: 201, body: granted }));
  }

  @Delete()
  async withdraw(
    @AskedByPerson() { caller, origin }: Asked,
    @Query() query: unknown,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, ...whichOf(query) };
    const version = expectedVersion(ifMatch);
    const outcome = await this.exemptPeople.withdraw({ ...command, expectedVersion: version });
    return this.reply(outcome, origin, () => ({ status: 204, body: undefined }));
  }

  private reply<Value extends { readonly version: number }>(
    outcome: Outcome<Value, ExemptionRefusal>,
    { requestId }: Origin,
    success: (value: Value) => Reply,
  ): Reply {
    if (outcome.kind === 'refused') {
      return problem(ADMIN_WORDS, outcome.refusal, { requestId, publicUrl: this.publicUrl });
    }
    return { ...success(outcome.value), headers: { etag: etagOf(outcome.value) } };
  }
}
