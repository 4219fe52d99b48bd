import { Controller, Get, Headers, Inject } from '@nestjs/common';

import type { Reply } from '#libs/platform';
import { languageOf } from '#libs/platform';

import { DemoScreens } from '../pages/demo-screens.js';
import { QUICKSTART_URL } from '../pages/quickstart-url.js';
import { startPage } from './start-page.js';

@Controller()
export class StartController {
  constructor(
    @Inject(QUICKSTART_URL) private readonly url: string,
    private readonly screens: DemoScreens,
  ) {}

  @Get()
  page(@Headers('accept-language') accepted: string | undefined): Reply {
    return startPage(this.url, this.screens.look(languageOf(accepted)));
  }
}
