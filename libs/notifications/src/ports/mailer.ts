export interface Mail {
  /** The same for every try, so that receivers can drop a repetition. Letters, digits and `-`. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Why a message was not taken, in words for operators: no address, nothing that the server said. */
export class MessageNotSent extends Error {
  constructor(
    readonly reason: string,
    /** The server knows this recipient, and does not want messages for it. */
    readonly recipientRefused = false,
  ) {
    super(reason);
  }
}

export abstract class Mailer {
  /** @throws MessageNotSent if the receiving server did not take the mail. */
  abstract send(mail: Mail): Promise<void>;
}
