import type { Provider } from '@nestjs/common';

import { VerifyPassword } from '#libs/credentials';
import { systemClock } from '#libs/platform';

import { FileMailbox } from '../../mailbox/file-mailbox.js';
import { Epochs } from '../epochs.js';
import { DemoSignIn } from './demo-sign-in.js';
import { OwnPagesGuard } from './own-pages-guard.js';

/** The demo's login service. */
export const SIGNING_IN: readonly Provider[] = [
  OwnPagesGuard,
  {
    provide: DemoSignIn,
    useFactory: (verify: VerifyPassword, epochs: Epochs, mailbox: FileMailbox) =>
      new DemoSignIn(verify, epochs, mailbox, systemClock),
    inject: [VerifyPassword, Epochs, FileMailbox],
  },
];
