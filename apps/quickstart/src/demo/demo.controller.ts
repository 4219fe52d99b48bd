import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';

import type { Reply } from '#libs/platform';

import { DemoIssuer } from './demo-issuer.js';
import { tokenRequest } from './demo-token.wire.js';

@Controller('demo')
export class DemoController {
  constructor(private readonly issuer: DemoIssuer) {}

  @Post('token')
  @HttpCode(200)
  async token(@Body() body: unknown): Promise<Reply> {
    const { token, expiresIn, sub, tenant } = await this.issuer.issue(tokenRequest(body));
    return {
      status: 200,
      // RFC 6749 §5.1
      headers: { 'cache-control': 'no-store' },
      body: { access_token: token, token_type: 'Bearer', expires_in: expiresIn, sub, tenant },
    };
  }

  @Get('jwks.json')
  jwks(): Reply {
    return { status: 200, body: this.issuer.jwks() };
  }
}
