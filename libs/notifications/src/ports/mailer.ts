export interface Mail {
  /** The same for every try, so that receivers can drop a repetition. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export abstract class Mailer {
  /** @throws if the receiving server did not take the mail. */
  abstract send(mail: Mail): Promise<void>;
}
