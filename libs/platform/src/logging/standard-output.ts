import type { DestinationStream } from 'pino';

/** Large enough that a line costs less than a microsecond to write, small enough for a pipe. */
const BLOCK_CHARACTERS = 16 * 1024;

/** What an operator who looks on may be behind. */
const LONGEST_WAIT_MS = 200;

/**
 * Standard output in blocks: a system call for each line would cost more than the request that it
 * tells of. Whatever is left is written when the process ends; only a kill loses it.
 */
export class StandardOutput implements DestinationStream {
  #lines: string[] = [];
  #characters = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly to: { write(block: string): unknown } = process.stdout) {
    process.once('exit', () => this.flush());
  }

  write(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters >= BLOCK_CHARACTERS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LONGEST_WAIT_MS).unref();
  }

  flush(done?: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length > 0) this.to.write(this.#lines.join(''));
    this.#lines = [];
    this.#characters = 0;
    done?.();
  }
}
