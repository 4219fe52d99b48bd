import { Body, Controller, Headers, HttpCode, Post, UseGuards } from '@nestjs/common';

import type { AskedByAnybody } from '#libs/auth';
import { AskedPerhapsByPerson } from '#libs/auth';
import type { Reply } from '#libs/platform';

import { DemoIssuer } from '../demo-issuer.js';
import { DemoSignIn } from './demo-sign-in.js';
import { OwnPagesGuard } from './own-pages-guard.js';
import {
  begunCookie,
  nobodyWire,
  sessionCookie,
  signedInWire,
  signedOutWire,
  signInRequest,
  typedCode,
} from './sign-in.wire.js';
import { tokenOfSession } from './session-token.js';

/** Signing in to the demo's own pages. */
@Controller('demo')
@UseGuards(OwnPagesGuard)
export class SignInController {
  constructor(
    private readonly signIn: DemoSignIn,
    private readonly issuer: DemoIssuer,
  ) {}

  @Post('sign-in')
  @HttpCode(200)
  async begin(@AskedPerhapsByPerson() { body, origin }: AskedByAnybody): Promise<Reply> {
    const { person, password } = signInRequest(body);
    return signedInWire(
      password === undefined
        ? await this.signIn.withCode(person)
        : await this.signIn.withPassword(person, password, origin),
    );
  }

  @Post('sign-in/code')
  @HttpCode(200)
  finish(@Body() body: unknown, @Headers('cookie') cookie: string | undefined): Reply {
    return signedInWire(this.signIn.finish(begunCookie(cookie), typedCode(body)));
  }

  /** Hands the page a token for its memory: not readable by pages of others, in no URL, not kept. */
  @Post('session')
  @HttpCode(200)
  async session(@Headers('cookie') cookie: string | undefined): Promise<Reply> {
    const session = this.signIn.sessionOf(sessionCookie(cookie));
    return session ? tokenOfSession(this.issuer, session) : nobodyWire();
  }

  @Post('sign-out')
  @HttpCode(200)
  signOut(@Headers('cookie') cookie: string | undefined): Reply {
    this.signIn.signOut(sessionCookie(cookie));
    return signedOutWire();
  }
}
