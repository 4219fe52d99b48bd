import { Controller, Get, Inject } from '@nestjs/common';

import type { Reply } from '#libs/platform';

import { startPage } from './start-page.js';

/** Where this very process is reached. */
export const QUICKSTART_URL = Symbol('quickstart url');

@Controller()
export class StartController {
  constructor(@Inject(QUICKSTART_URL) private readonly url: string) {}

  @Get()
  page(): Reply {
    return startPage(this.url);
  }
}
