import { appendFile, readFile, writeFile } from 'node:fs/promises';

import type { Mail, Mailer } from '#libs/notifications';
import type { Clock } from '#libs/platform';

export interface ReceivedMail extends Mail {
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
}

/** More than anybody scrolls through; a file of this many mails is read in milliseconds. */
const MOST_MAILS = 1000;

/** Where the mails of quickstart arrive instead of in anybody's inbox: one line of a file each. */
export class FileMailbox implements Mailer {
  private constructor(
    private readonly file: string,
    private readonly clock: Clock,
    private readonly mails: ReceivedMail[],
  ) {}

  static async open(file: string, clock: Clock): Promise<FileMailbox> {
    const content = await readFile(file, 'utf8').catch(() => '');
    const mails = content.split('\n').flatMap(parsed).slice(-MOST_MAILS);
    // Rewritten without the line that a kill may have cut short, which the next would continue.
    await writeFile(file, mails.map(line).join(''), { mode: 0o600 });
    return new FileMailbox(file, clock, mails);
  }

  /** A repetition of a mail that is already there is dropped, as receivers do. */
  async send(mail: Mail): Promise<void> {
    if (this.mails.some(({ messageId }) => messageId === mail.messageId)) return;
    const received = { ...mail, receivedAt: this.clock.now().toISOString() };
    await appendFile(this.file, line(received), { mode: 0o600 });
    this.mails.push(received);
    if (this.mails.length > MOST_MAILS) this.mails.shift();
  }

  newestFirst(): readonly ReceivedMail[] {
    return this.mails.toReversed();
  }
}

const line = (mail: ReceivedMail): string => `${JSON.stringify(mail)}\n`;

function parsed(text: string): ReceivedMail[] {
  try {
    return [JSON.parse(text) as ReceivedMail];
  } catch {
    return [];
  }
}
