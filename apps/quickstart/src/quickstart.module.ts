import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import type { OpenedService } from '#libs/platform';

import { DemoController } from './demo/demo.controller.js';
import { DemoIssuer } from './demo/demo-issuer.js';
import { Epochs } from './demo/epochs.js';
import { SignInController } from './demo/sign-in/sign-in.controller.js';
import { SIGNING_IN } from './demo/sign-in/signing-in.js';
import { FileMailbox } from './mailbox/file-mailbox.js';
import { MailboxController } from './mailbox/mailbox.controller.js';
import { DemoPagesController } from './pages/demo-pages.controller.js';
import { DemoScreens } from './pages/demo-screens.js';
import { QUICKSTART_URL } from './pages/quickstart-url.js';
import { StartController } from './tour/start.controller.js';

export interface QuickstartParts {
  readonly services: readonly OpenedService[];
  readonly issuer: DemoIssuer;
  readonly epochs: Epochs;
  readonly mailbox: FileMailbox;
  readonly screens: DemoScreens;
  readonly url: string;
}

/** Both services in one process, with what a person needs to try them. */
@Module({})
export class QuickstartModule {
  static register({
    services,
    issuer,
    epochs,
    mailbox,
    screens,
    url,
  }: QuickstartParts): DynamicModule {
    return {
      module: QuickstartModule,
      imports: services.map(({ module }) => module),
      controllers: [
        StartController,
        MailboxController,
        DemoController,
        SignInController,
        DemoPagesController,
      ],
      providers: [
        { provide: DemoIssuer, useValue: issuer },
        { provide: Epochs, useValue: epochs },
        ...SIGNING_IN,
        { provide: FileMailbox, useValue: mailbox },
        { provide: DemoScreens, useValue: screens },
        { provide: QUICKSTART_URL, useValue: url },
      ],
    };
  }
}
