import type { Terminal } from './commands/breach/terminal.js';

export interface Command {
  readonly usage: string;
  /** Answers the exit code. Undefined: these arguments are none of its. @throws Error with what to do */
  run(line: readonly string[], terminal: Terminal): Promise<number> | undefined;
}
