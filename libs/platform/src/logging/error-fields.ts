/** What a log line may say of an error. */
export interface ErrorFields {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  /** PostgreSQL's name of the violated rule; chosen by us, unlike the row that violates it. */
  readonly constraint?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorFields;
}

const LONGEST_MESSAGE = 300;
const DEEPEST_CAUSE = 3;

/**
 * The parts of an error that cannot hold anything of a request: name, code, frames, and the message
 * without what it quotes. `detail`, `parameters`, `query` and every other property stay out: a
 * database error carries the row in them.
 */
export function errorFields(error: unknown, depth = 1): ErrorFields {
  if (!(error instanceof Error)) {
    return { name: typeof error, message: 'something that is not an error was thrown', frames: [] };
  }
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    name: error.name,
    message: unquoted(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    frames: framesOf(error),
    ...(error.cause instanceof Error && depth < DEEPEST_CAUSE
      ? { cause: errorFields(error.cause, depth + 1) }
      : {}),
  };
}

/** Messages quote what they complain about: a body, a value, a URL with its login. */
export const unquoted = (message: string): string =>
  message
    .replace(/"[^"]*(?:"|$)/gsu, '"…"')
    .replace(/'[^']*(?:'|$)/gsu, "'…'")
    .replace(/`[^`]*(?:`|$)/gsu, '`…`')
    .replace(/\/\/[^\s/@]*@/gu, '//…@')
    .replace(/eyJ[\w-]+\.[\w.-]+/gu, '[token]')
    .slice(0, LONGEST_MESSAGE);

/** The stack without its first lines, which repeat the message. */
const framesOf = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /u.test(line))
    .map((line) => line.trim().slice(3));
