import { Controller, Get, Headers, Inject, Param } from '@nestjs/common';

import type { Reply } from '#libs/platform';
import { PAGE_HEADERS, RefusalException, StaticFiles } from '#libs/platform';

/** Where /.well-known/change-password leads. */
export const CHANGE_PASSWORD_URL = Symbol('change password url');

/** Our own pages and the files that they, and the pages of hosts, are made of. */
@Controller()
export class PagesController {
  constructor(
    private readonly files: StaticFiles,
    @Inject(CHANGE_PASSWORD_URL) private readonly changePasswordUrl: string,
  ) {}

  @Get('reset')
  reset(@Headers('accept-encoding') acceptEncoding: string | undefined): Reply {
    return found(this.files.page('reset', { acceptEncoding }, PAGE_HEADERS));
  }

  @Get('ui/:name')
  module(
    @Param('name') name: string,
    @Headers('accept-encoding') acceptEncoding: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ): Reply {
    return found(this.files.find(name, { acceptEncoding, ifNoneMatch }));
  }

  @Get('ui/assets/:name')
  asset(
    @Param('name') name: string,
    @Headers('accept-encoding') acceptEncoding: string | undefined,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
  ): Reply {
    return found(this.files.find(`assets/${name}`, { acceptEncoding, ifNoneMatch }));
  }

  /** Password managers send people there to change a password (W3C change-password-url). */
  @Get('.well-known/change-password')
  changePassword(): Reply {
    return { status: 303, headers: { location: this.changePasswordUrl }, body: '' };
  }
}

/** The console as a page of its own, where no host brings one. */
@Controller()
export class ConsolePageController {
  constructor(private readonly files: StaticFiles) {}

  @Get('console')
  console(@Headers('accept-encoding') acceptEncoding: string | undefined): Reply {
    return found(this.files.page('console', { acceptEncoding }, PAGE_HEADERS));
  }
}

function found(reply: Reply | undefined): Reply {
  if (!reply) throw new RefusalException({ code: 'not_found' });
  return reply;
}
