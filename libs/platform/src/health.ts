import type { Logger } from 'pino';

import type { Reply } from './wire/reply.js';

/** Resolves while a dependency can be used. */
export type HealthCheck = () => Promise<void>;

export type HealthChecks = Readonly<Record<string, HealthCheck>>;

/** Shorter than the second that orchestrators wait for a probe by default. */
const CHECK_TIMEOUT_MS = 900;

export class Health {
  #stopping = false;
  #looking: Promise<Reply> | undefined;

  constructor(
    private readonly checks: HealthChecks,
    private readonly logger: Logger,
    private readonly timeoutMs = CHECK_TIMEOUT_MS,
  ) {}

  /** From then on the process asks not to be sent anything new. */
  stopping(): void {
    this.#stopping = true;
  }

  /** The process runs; a restart would not help. */
  live(): Reply {
    return { status: 200, body: { status: 'live' } };
  }

  /** Whether requests can be served, by dependency. Simultaneous probes look once. */
  ready(): Promise<Reply> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<Reply> {
    const names = Object.keys(this.checks);
    const up = await Promise.all(names.map((name) => this.#isUp(name)));
    const ready = !this.#stopping && up.every(Boolean);
    const status = this.#stopping ? 'stopping' : ready ? 'ready' : 'not_ready';
    const checks = Object.fromEntries(names.map((name, i) => [name, up[i] ? 'up' : 'down']));
    return { status: ready ? 200 : 503, body: { status, checks } };
  }

  async #isUp(name: string): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('did not answer in time')), this.timeoutMs);
    });
    try {
      await Promise.race([this.checks[name]?.(), late]);
      return true;
    } catch (error) {
      this.logger.warn({ check: name, error }, 'health check failed');
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}
