import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  UseGuards,
} from '@nestjs/common';

import type { Asked } from '#libs/auth';
import { AskedByPerson, PersonGuard } from '#libs/auth';
import type { OutlinedPolicy, PolicyOutlinesRefusal } from '#libs/credentials';
import { PolicyOutlines } from '#libs/credentials';
import type { Origin, Outcome } from '#libs/identity';
import type { Reply } from '#libs/platform';
import { etagOf, expectedVersion, nativeSuccess } from '#libs/platform';

import { idOf, outlineCommand, policyRefusal, policyWire, whoseOf } from './policies.wire.js';

/** Policies as tools manage them that know patterns, in the native envelope. */
@Controller('verification-actions-srv/policies')
@UseGuards(PersonGuard)
export class PoliciesController {
  constructor(private readonly outlines: PolicyOutlines) {}

  @Get()
  async list(@AskedByPerson() { caller, origin }: Asked): Promise<Reply> {
    const outcome = await this.outlines.list(caller);
    if (outcome.kind === 'refused') return policyRefusal(outcome.refusal, origin.requestId);
    return nativeSuccess(outcome.value.map(policyWire));
  }

  @Get(':id')
  async read(@AskedByPerson() { caller, origin }: Asked, @Param('id') id: string): Promise<Reply> {
    return reply(await this.outlines.read(caller, whoseOf(id).group), origin, policyWire);
  }

  @Post(['', ':id'])
  @HttpCode(200)
  async create(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Param('id') id: string | undefined,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, ...outlineCommand(id, body) };
    const version = expectedVersion(ifMatch);
    const outcome = await this.outlines.create({ ...command, expectedVersion: version });
    return reply(outcome, origin, policyWire);
  }

  @Put(['', ':id'])
  async replace(
    @AskedByPerson() { body, caller, origin }: Asked,
    @Param('id') id: string | undefined,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, ...outlineCommand(id, body) };
    const version = expectedVersion(ifMatch);
    const outcome = await this.outlines.replace({ ...command, expectedVersion: version });
    return reply(outcome, origin, policyWire);
  }

  @Delete(':id')
  async remove(
    @AskedByPerson() { caller, origin }: Asked,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<Reply> {
    const command = { caller, origin, ...whoseOf(id), expectedVersion: expectedVersion(ifMatch) };
    return reply(await this.outlines.remove(command), origin, ({ group }) => ({
      _id: idOf(group),
      deleted: true,
    }));
  }
}

/** The version goes along, for those who send it back as If-Match; others need not. */
function reply(
  outcome: Outcome<OutlinedPolicy, PolicyOutlinesRefusal>,
  { requestId }: Origin,
  data: (policy: OutlinedPolicy) => object,
): Reply {
  if (outcome.kind === 'refused') return policyRefusal(outcome.refusal, requestId);
  const { value } = outcome;
  return { ...nativeSuccess(data(value)), headers: { etag: etagOf(value) } };
}
