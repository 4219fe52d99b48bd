import { Controller, Get, Headers, Inject, Param, Query, UseGuards } from '@nestjs/common';

import type { CorpusFile, RangeReply } from '#libs/breach-corpus';
import { rangeAnswer } from '#libs/breach-corpus';

import { RangeGuard } from './range-guard.js';

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

/** Production: whoever `RangeGuard` lets in. */
@Controller('range')
@UseGuards(RangeGuard)
export class RangeController extends OpenRangeController {}

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
