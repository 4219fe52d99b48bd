/** What a command needs of the world around it. */
export interface Terminal {
  readonly print: (line: string) => void;
  /** A passing line: replaces the one before where somebody is watching. */
  readonly tell: (line: string) => void;
  /** A line that nobody sees while it is typed, or the first line of what is piped in. */
  readonly readSecret: (prompt: string) => Promise<string>;
}

/** As much as a terminal takes in: more is a flicker. */
const EVERY_MS = 200;
/** A log file is no terminal: a line now and then will do. */
const EVERY_MS_LOGGED = 10_000;

export const processTerminal = (): Terminal => {
  const watched = process.stderr.isTTY;
  let last = -Infinity;
  return {
    print: (line) => void process.stdout.write(`${line}\n`),
    tell: (line) => {
      if (performance.now() - last < (watched ? EVERY_MS : EVERY_MS_LOGGED)) return;
      last = performance.now();
      process.stderr.write(watched ? `\r\u001b[K${line}` : `${line}\n`);
    },
    readSecret,
  };
};

async function readSecret(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  if (stdin.isTTY) {
    stderr.write(prompt);
    stdin.setRawMode(true);
  }
  try {
    return await firstLine(stdin);
  } finally {
    if (stdin.isTTY) {
      stdin.setRawMode(false);
      stderr.write('\n');
    }
    stdin.pause();
  }
}

const [INTERRUPT, DELETE, BACKSPACE] = ['\u0003', '\u007f', '\b'];

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let line = '';
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    for (const character of chunk) {
      if (character === '\n' || character === '\r') return line;
      if (input.isTTY && character === INTERRUPT) throw new Error('interrupted');
      if (input.isTTY && (character === DELETE || character === BACKSPACE))
        line = line.slice(0, -1);
      else line += character;
    }
  }
  return line;
}
