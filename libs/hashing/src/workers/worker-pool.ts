import type { Argon2Cost } from '../cost.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';
import { HashRunner, HashWorkerLost } from '../runners/hash-runner.js';
import type { PasswordBytes } from '../runners/hash-runner.js';
import { workerEntry } from './entry.js';
import { HashThread } from './hash-thread.js';
import type { HashJob } from './hash-thread.js';
import type { HashRequest } from './protocol.js';

/** A thread that cannot even start is tried again this much later, so that failing costs nothing. */
const RESTART_DELAY_MS = 1000;

export interface WorkerPoolOptions {
  readonly workers: number;
  readonly entry?: URL;
  readonly restartDelayMs?: number;
  /** Told about every thread that dies: an operator should hear of it. */
  readonly onWorkerLost?: (reason: HashWorkerLost) => void;
}

/** Hashes in threads of its own, one job each at a time; a thread that dies is replaced. */
export class WorkerPool extends HashRunner {
  readonly #threads = new Set<HashThread>();
  readonly #idle: HashThread[] = [];
  readonly #jobs: HashJob[] = [];
  readonly #restarts = new Set<NodeJS.Timeout>();
  readonly #entry: URL;
  #closed = false;
  #starting: ((reason?: HashWorkerLost) => void) | undefined;

  private constructor(private readonly options: WorkerPoolOptions) {
    super();
    this.#entry = options.entry ?? workerEntry();
  }

  /** Answers once all threads are ready. @throws HashWorkerLost if one of them cannot start. */
  static async start(options: WorkerPoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await pool.#started();
    } catch (error) {
      await pool.close();
      throw error;
    }
    return pool;
  }

  hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    const { memoryKiB, passes, lanes } = cost;
    return this.#run({ kind: 'hash', bytes, salt, cost: { memoryKiB, passes, lanes } });
  }

  verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    return this.#run({ kind: 'verify', bytes, phc });
  }

  verifyForeign(bytes: PasswordBytes, foreign: StoredForeign): Promise<boolean> {
    return this.#run({ kind: 'verify_foreign', bytes, foreign });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#restarts) clearTimeout(timer);
    this.#rejectAll(new HashWorkerLost('hashing has been closed'));
    await Promise.all([...this.#threads].map((thread) => thread.stop()));
  }

  #started(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#starting = (reason) => {
        if (!reason && this.#idle.length < this.options.workers) return;
        this.#starting = undefined;
        if (reason) reject(reason);
        else resolve();
      };
      for (let count = 0; count < this.options.workers; count += 1) this.#spawn();
    });
  }

  #spawn(): void {
    const thread = new HashThread(this.#entry, {
      idle: (ready) => this.#becameIdle(ready),
      gone: (lost, reason) => this.#becameGone(lost, reason),
    });
    this.#threads.add(thread);
  }

  #run<Value extends string | boolean>(request: HashRequest): Promise<Value> {
    return new Promise<string | boolean>((resolve, reject) => {
      this.#jobs.push({ request, resolve, reject });
      if (this.#closed) this.#rejectAll(new HashWorkerLost('hashing has been closed'));
      else if (this.#threads.size === 0) this.#rejectAll(new HashWorkerLost('no hashing thread'));
      else this.#dispatch();
    }) as Promise<Value>;
  }

  #dispatch(): void {
    while (this.#jobs.length > 0 && this.#idle.length > 0) {
      const job = this.#jobs.shift();
      if (job) this.#idle.pop()?.run(job);
    }
  }

  #becameIdle(thread: HashThread): void {
    this.#idle.push(thread);
    this.#starting?.();
    this.#dispatch();
  }

  #becameGone(thread: HashThread, reason: HashWorkerLost): void {
    this.#threads.delete(thread);
    const at = this.#idle.indexOf(thread);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#closed) return;
    this.#starting?.(reason);
    this.options.onWorkerLost?.(reason);
    if (thread.started) this.#spawn();
    else this.#spawnLater();
    if (this.#threads.size === 0) this.#rejectAll(reason);
  }

  #spawnLater(): void {
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      this.#spawn();
    }, this.options.restartDelayMs ?? RESTART_DELAY_MS);
    this.#restarts.add(timer.unref());
  }

  #rejectAll(reason: HashWorkerLost): void {
    for (const job of this.#jobs.splice(0)) {
      job.request.bytes.fill(0);
      job.reject(reason);
    }
  }
}
