import { Controller, Get, Module, Req, UseGuards } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { AuthSettings } from '#libs/auth';
import { AuthModule, CurrentService, parseIssuers, PersonGuard, ServiceGuard } from '#libs/auth';
import type { Caller, ServiceCaller } from '#libs/identity';
import { RefusalException, Unavailable } from '#libs/platform';

/** A clock that stands until a test moves it. */
export class Clock {
  constructor(public at = new Date('2030-01-01T00:00:00Z')) {}

  readonly now = () => this.at;

  get seconds(): number {
    return Math.floor(this.at.getTime() / 1000);
  }

  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1000);
  }
}

export const INVALID = { refusal: { code: 'invalid_token', problem: 'invalid' } };
export const EXPIRED = { refusal: { code: 'invalid_token', problem: 'expired' } };
export const MISSING = { refusal: { code: 'invalid_token', problem: 'missing' } };
export const SERVICE_ONLY = { refusal: { code: 'forbidden', reason: 'service_only' } };

export const neverFetched = () => Promise.reject(new Error('nothing is fetched here'));

/** Settings of the module with everything that a test does not care about. */
export function settingsOf(
  issuers: unknown[],
  overrides: Partial<AuthSettings> = {},
): AuthSettings {
  return {
    issuers: parseIssuers(issuers),
    sessionKey: Buffer.alloc(32, 7),
    fetchJson: neverFetched,
    now: () => new Date(),
    ...overrides,
  };
}

/** What a guard made of a request: who it let in, or why not. */
export type Verdict =
  | { readonly caller: Caller }
  | { readonly service: ServiceCaller }
  | { readonly refusal: unknown }
  | { readonly unavailable: string; readonly retryAfterSeconds: number };

/** The answers of the tests' handlers, on their way past HTTP. */
interface Seen {
  caller?: Caller;
  service?: ServiceCaller;
  thrown?: unknown;
}

/** A Nest application with one route for people and one for programs per registration. */
export class GuardedApplication {
  private constructor(
    readonly nest: NestFastifyApplication,
    private readonly seen: Seen,
  ) {}

  static async start(...settings: AuthSettings[]): Promise<GuardedApplication> {
    const seen: Seen = {};
    const modules = settings.map((each, index) => guardedModule(`s${index}`, each, seen));
    @Module({ imports: modules })
    class Host {}
    const nest = await NestFactory.create<NestFastifyApplication>(Host, new FastifyAdapter(), {
      logger: false,
    });
    nest.useGlobalFilters({
      catch(thrown: unknown, host) {
        seen.thrown = thrown;
        void host.switchToHttp().getResponse().status(400).send({});
      },
    });
    await nest.init();
    await nest.getHttpAdapter().getInstance().ready();
    return new GuardedApplication(nest, seen);
  }

  asPerson(token: string | undefined, service = 0): Promise<Verdict> {
    return this.ask(`/s${service}/person`, token === undefined ? {} : bearer(token));
  }

  asService(token: string | undefined, service = 0): Promise<Verdict> {
    return this.ask(`/s${service}/service`, token === undefined ? {} : bearer(token));
  }

  async ask(url: string, headers: Record<string, string>): Promise<Verdict> {
    this.forget();
    await this.nest.inject({ method: 'GET', url, headers });
    return this.verdict();
  }

  /** Whom the handler saw, by its own answer: for requests in parallel. */
  async subjectOf(token: string): Promise<unknown> {
    const answer = await this.nest.inject({ url: '/s0/person', headers: bearer(token) });
    return answer.json<{ sub?: unknown }>().sub;
  }

  forget(): void {
    delete this.seen.caller;
    delete this.seen.service;
    delete this.seen.thrown;
  }

  verdict(): Verdict {
    const { caller, service, thrown } = this.seen;
    if (caller) return { caller };
    if (service) return { service };
    if (thrown instanceof RefusalException) return { refusal: thrown.refusal };
    if (thrown instanceof Unavailable) {
      return { unavailable: thrown.dependency, retryAfterSeconds: thrown.retryAfterSeconds };
    }
    throw thrown;
  }

  /** Over a real socket, for what an injected request cannot carry. */
  async listen(): Promise<string> {
    await this.nest.listen(0, '127.0.0.1');
    return this.nest.getUrl();
  }

  close(): Promise<void> {
    return this.nest.close();
  }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

function guardedModule(path: string, settings: AuthSettings, seen: Seen): DynamicModule {
  @Controller(path)
  class Doors {
    @Get('person')
    @UseGuards(PersonGuard)
    person(@Req() { caller }: { caller: Caller }) {
      seen.caller = caller;
      return { sub: caller.sub };
    }

    @Get('service')
    @UseGuards(ServiceGuard)
    service(@CurrentService() service: ServiceCaller) {
      seen.service = service;
      return {};
    }
  }

  @Module({})
  class Service {}
  return { module: Service, imports: [AuthModule.register(settings)], controllers: [Doors] };
}
