import { COMMANDS, OVERVIEW } from './commands.js';
import { processTerminal } from './commands/breach/terminal.js';

/** sysexits.h: EX_USAGE. */
const WRONG_USAGE = 64;

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const [name = '', ...line] = process.argv.slice(2);
try {
  const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.load() : undefined;
  const code = await command?.run(line, processTerminal());
  if (code === undefined) complain(command?.usage ?? OVERVIEW);
  process.exitCode = code ?? WRONG_USAGE;
} catch (error) {
  // A refused connection to several addresses has a code and an empty message.
  const { message, code } = error as { message?: string; code?: string };
  complain(message || code || 'pwctl failed');
  process.exitCode = 1;
}
