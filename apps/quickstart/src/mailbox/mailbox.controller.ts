import { Controller, Get, Headers } from '@nestjs/common';

import type { Reply } from '#libs/platform';
import { languageOf } from '#libs/platform';

import { DemoScreens } from '../pages/demo-screens.js';
import { FileMailbox } from './file-mailbox.js';
import { mailboxPage } from './mailbox-page.js';

@Controller()
export class MailboxController {
  constructor(
    private readonly mailbox: FileMailbox,
    private readonly screens: DemoScreens,
  ) {}

  @Get('mailbox')
  page(@Headers('accept-language') accepted: string | undefined): Reply {
    return mailboxPage(this.mailbox.newestFirst(), this.screens.look(languageOf(accepted)));
  }

  @Get('mailbox.json')
  list(): Reply {
    return { status: 200, body: this.mailbox.newestFirst() };
  }
}
