import { Worker } from 'node:worker_threads';

import { HashWorkerLost } from '../runners/hash-runner.js';
import type { HashAnswer, HashRequest } from './protocol.js';

/** A hash that somebody waits for. */
export interface HashJob {
  readonly request: HashRequest;
  resolve(value: string | boolean): void;
  reject(reason: Error): void;
}

export interface ThreadEvents {
  /** It can take a job: after its start, and after each job. */
  idle(thread: HashThread): void;
  /** It is gone, for whatever reason; its job has been rejected. */
  gone(thread: HashThread, reason: HashWorkerLost): void;
}

/** One worker thread with at most one job. */
export class HashThread {
  readonly #worker: Worker;
  #started = false;
  #job: HashJob | undefined;
  #cause: string | undefined;

  constructor(
    entry: URL,
    private readonly events: ThreadEvents,
  ) {
    // Neither the parent's flags nor its environment, in which secrets may lie.
    this.#worker = new Worker(entry, { execArgv: [], env: {}, name: 'latchkey-hash' });
    this.#worker.on('message', (answer: HashAnswer) => this.#receive(answer));
    this.#worker.on('messageerror', (error) => this.#abandon(error));
    this.#worker.on('error', (error) => (this.#cause = messageOf(error)));
    this.#worker.on('exit', (code) => this.#exited(code));
  }

  get started(): boolean {
    return this.#started;
  }

  run(job: HashJob): void {
    this.#job = job;
    this.#worker.ref();
    const { request } = job;
    this.#worker.postMessage(request, [request.bytes.buffer]);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(answer: HashAnswer): void {
    const job = this.#job;
    this.#job = undefined;
    this.#started = true;
    // An idle thread must not keep a process alive that has nothing else to do.
    this.#worker.unref();
    // First the next job, then the finished one: its continuation may take a while.
    this.events.idle(this);
    if (answer.kind === 'computed') job?.resolve(answer.value);
    if (answer.kind === 'failed') job?.reject(new Error(answer.message));
  }

  #abandon(error: Error): void {
    this.#cause = error.message;
    void this.#worker.terminate();
  }

  #exited(code: number): void {
    const why = this.#cause ?? `it ended with exit code ${code}`;
    const what = this.#started ? 'was lost' : 'could not start';
    const reason = new HashWorkerLost(`a hashing thread ${what}: ${why}`);
    this.#job?.reject(reason);
    this.#job = undefined;
    this.events.gone(this, reason);
  }
}

/** What a thread dies of is rebuilt by Node without being a native error, and may be no error. */
const messageOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
