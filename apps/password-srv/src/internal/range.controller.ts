import { Controller, Get, Headers, Inject, Param, Query, UseGuards } from '@nestjs/common';

import { CurrentService, ServiceGuard } from '#libs/auth';
import type { CorpusFile, RangeReply } from '#libs/breach-corpus';
import { rangeAnswer } from '#libs/breach-corpus';
import type { ServiceCaller } from '#libs/identity';
import { RefusalException } from '#libs/platform';

/** The corpus that ranges are served from, as it is at the moment. */
export abstract class ServedRanges {
  abstract servedRanges(): CorpusFile;
}

type RequestHeaders = Readonly<Record<string, string | undefined>>;

/** Quickstart: whoever reaches the loopback address may ask. */
@Controller('range')
export class OpenRangeController {
  constructor(@Inject(ServedRanges) private readonly ranges: ServedRanges) {}

  @Get(':prefix')
  range(
    @Param('prefix') prefix: string,
    @Query('mode') mode: unknown,
    @Headers() headers: RequestHeaders,
  ): RangeReply {
    return answer(this.ranges, prefix, mode, headers);
  }
}

/** Production: programs that were granted `breach:read`. */
@Controller('range')
@UseGuards(ServiceGuard)
export class RangeController {
  constructor(@Inject(ServedRanges) private readonly ranges: ServedRanges) {}

  @Get(':prefix')
  range(
    @Param('prefix') prefix: string,
    @Query('mode') mode: unknown,
    @Headers() headers: RequestHeaders,
    @CurrentService() { scopes }: ServiceCaller,
  ): RangeReply {
    if (!scopes.has('breach:read')) {
      throw new RefusalException({ code: 'forbidden', reason: 'scope_missing' });
    }
    return answer(this.ranges, prefix, mode, headers);
  }
}

/** Clients of the protocol send queries of their own; only `mode` means anything. */
const answer = (
  ranges: ServedRanges,
  prefix: string,
  mode: unknown,
  headers: RequestHeaders,
): RangeReply =>
  rangeAnswer(ranges.servedRanges(), {
    prefix,
    mode: typeof mode === 'string' ? mode : undefined,
    headers,
  });
