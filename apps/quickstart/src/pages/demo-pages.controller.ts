import { Controller, Get, Headers, Param } from '@nestjs/common';

import type { Reply } from '#libs/platform';
import { PAGE_HEADERS, RefusalException } from '#libs/platform';

import { DemoScreens } from './demo-screens.js';

/** The pages of a host that embeds our elements, and what they are made of. */
@Controller()
export class DemoPagesController {
  constructor(private readonly screens: DemoScreens) {}

  @Get('profile')
  profile(@Headers('accept-encoding') acceptEncoding: string | undefined): Reply {
    return found(this.screens.files.page('profile', { acceptEncoding }, PAGE_HEADERS));
  }

  @Get('console')
  console(@Headers('accept-encoding') acceptEncoding: string | undefined): Reply {
    return found(this.screens.files.page('console', { acceptEncoding }, PAGE_HEADERS));
  }

  @Get('demo-ui/assets/:name')
  asset(
    @Param('name') name: string,
    @Headers('accept-encoding') acceptEncoding: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ): Reply {
    return found(this.screens.files.find(`assets/${name}`, { acceptEncoding, ifNoneMatch }));
  }
}

function found(reply: Reply | undefined): Reply {
  if (!reply) throw new RefusalException({ code: 'not_found' });
  return reply;
}
