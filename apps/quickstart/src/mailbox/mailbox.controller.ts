import { Controller, Get } from '@nestjs/common';

import type { Reply } from '#libs/platform';

import { FileMailbox } from './file-mailbox.js';
import { mailboxPage } from './mailbox-page.js';

@Controller()
export class MailboxController {
  constructor(private readonly mailbox: FileMailbox) {}

  @Get('mailbox')
  page(): Reply {
    return mailboxPage(this.mailbox.newestFirst());
  }

  @Get('mailbox.json')
  list(): Reply {
    return { status: 200, body: this.mailbox.newestFirst() };
  }
}
