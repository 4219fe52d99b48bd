import type { Argon2Cost, PasswordBytes } from '#libs/hashing';
import { HashRunner } from '#libs/hashing';

/** Hashes like the one inside, but only while nobody holds it. */
export class HeldRunner extends HashRunner {
  private free: Promise<void> = Promise.resolve();

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
    await this.free;
    return this.inner.hash(bytes, salt, cost);
  }

  override async verify(bytes: PasswordBytes, phc: string): Promise<boolean> {
    await this.free;
    return this.inner.verify(bytes, phc);
  }

  override async verifyForeign(
    ...[bytes, foreign]: Parameters<HashRunner['verifyForeign']>
  ): Promise<boolean> {
    await this.free;
    return this.inner.verifyForeign(bytes, foreign);
  }

  override close(): Promise<void> {
    return this.inner.close();
  }
}
