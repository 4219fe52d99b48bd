import { Controller, Get, Inject } from '@nestjs/common';

import type { Reply } from '#libs/platform';

import { QUICKSTART_URL } from '../pages/quickstart-url.js';
import { startPage } from './start-page.js';

@Controller()
export class StartController {
  constructor(@Inject(QUICKSTART_URL) private readonly url: string) {}

  @Get()
  page(): Reply {
    return startPage(this.url);
  }
}
