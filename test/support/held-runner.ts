import type { Argon2Cost, PasswordBytes } from '#libs/hashing';
import { HashRunner } from '#libs/hashing';

/** Hashes like the one inside, but only while nobody holds it. */
export class HeldRunner extends HashRunner {
  private free: Promise<void> = Promise.resolve();
  /** Hashes that have begun and not ended, held ones among them: as many as there are turns. */
  private running = 0;
  mostAtOnce = 0;

  constructor(private readonly inner: HashRunner) {
    super();
  }

  /** From now on hashes wait; the answer lets them go on. */
  hold(): () => void {
    let release = (): void => undefined;
    this.free = new Promise((resolve) => (release = resolve));
    return release;
  }

  override async hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string> {
    return this.counted(() => this.inner.hash(bytes, salt, cost));
  }

  override async verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    return this.counted(() => this.inner.verify(bytes, phc));
  }

  override async verifyForeign(
    ...[bytes, foreign]: Parameters<HashRunner['verifyForeign']>
  ): Promise<boolean> {
    return this.counted(() => this.inner.verifyForeign(bytes, foreign));
  }

  private async counted<Result>(work: () => Promise<Result>): Promise<Result> {
    this.running += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await this.free;
      return await work();
    } finally {
      this.running -= 1;
    }
  }

  override close(): Promise<void> {
    return this.inner.close();
  }
}
