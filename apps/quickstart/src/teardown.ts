/** What has to be undone in the end, in the opposite order of its beginning. */
export class Teardown {
  readonly #steps: (() => Promise<void>)[] = [];

  /** Remembers how to undo what was just done. */
  after(undo: () => Promise<void>): void {
    this.#steps.push(undo);
  }

  /** Undoes everything, whatever fails in between. @throws the first failure. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const undo of this.#steps.splice(0).reverse()) {
      await undo().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
