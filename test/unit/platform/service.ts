import { Body, Controller, Delete, Get, HttpCode, Module, Param, Post, Req } from '@nestjs/common';

import type { CommonRefusal } from '#libs/identity';
import type { PathDialect, Reply, RunningService, ServiceOptions } from '#libs/platform';
import { createLogger, originOf, startService, Unavailable } from '#libs/platform';

const answer = (body: unknown): Reply => ({ status: 200, body });

/** A gate that a slow route waits at, so that no test has to wait for a time. */
export class Gate {
  open!: () => void;
  arrived!: () => void;
  readonly passed = new Promise<void>((resolve) => (this.open = resolve));
  readonly reached = new Promise<void>((resolve) => (this.arrived = resolve));
}

export const gates = new Map<string, Gate>();

@Controller()
export class Routes {
  @Post('blue/echo')
  @HttpCode(200)
  echo(@Body() body: unknown): Reply {
    return answer({ body: body === undefined ? 'none' : body });
  }

  @Get('blue/people/:id')
  person(@Param('id') id: string): Reply {
    return answer({ id });
  }

  @Delete('blue/echo')
  remove(): Reply {
    return { status: 204, body: undefined };
  }

  @Get('blue/page')
  page(): Reply {
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'max-age=60' },
      body: '<h1>page</h1>',
    };
  }

  @Get('blue/origin')
  origin(@Req() request: Parameters<typeof originOf>[0]): Reply {
    return answer(originOf(request));
  }

  @Get('blue/plain')
  plain(): object {
    return { plain: true };
  }

  @Get('red/broken')
  broken(): never {
    throw Object.assign(new Error('relation "t" of value \'Canary-4711\''), {
      detail: 'Key (password)=(Canary-4711) exists',
      parameters: ['Canary-4711'],
      query: "select 'Canary-4711'",
    });
  }

  @Get('red/gone')
  gone(): never {
    throw new Unavailable('database', 2);
  }

  @Get('red/slow/:gate')
  async slow(@Param('gate') name: string): Promise<Reply> {
    const gate = gates.get(name);
    gate?.arrived();
    await gate?.passed;
    return answer({ finished: true });
  }

  @Get('internal/v1/thing')
  internal(): Reply {
    return answer({ internal: true });
  }
}

@Module({ controllers: [Routes] })
export class TestModule {}

const STATUS: Partial<Record<CommonRefusal['code'], number>> = {
  body_too_large: 413,
  unsupported_media_type: 415,
  forbidden: 403,
  not_found: 404,
  temporarily_overloaded: 503,
  internal_error: 500,
};

/** A published interface that says who speaks, what is refused, and everything it was told. */
export const speaking = (voice: string): PathDialect => ({
  speaks: (path) => path.startsWith(`/${voice}/`),
  refuse: (refusal, { requestId, path }) => ({
    status: STATUS[refusal.code] ?? 400,
    body: { voice, ...refusal, requestId, path },
  }),
});

export interface TestService extends RunningService {
  readonly lines: string[];
  internalUrl: string;
}

/** Starts a service on free ports whose log lines can be read. */
export async function serve(options: Partial<ServiceOptions> = {}): Promise<TestService> {
  const lines: string[] = [];
  const logger = createLogger({
    service: 'test',
    level: 'debug',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const running = await startService({
    name: 'test',
    module: TestModule,
    host: '127.0.0.1',
    port: 0,
    dialects: [speaking('blue'), speaking('red')],
    logger,
    ...options,
  });
  return { ...running, lines, internalUrl: `http://127.0.0.1:${String(running.internalPort)}` };
}
