export interface TextMessage {
  /** The same for every try of one message. Letters, digits and `-`. */
  readonly messageId: string;
  /** E.164: `+` and at most 15 digits. */
  readonly to: string;
  readonly text: string;
}

export abstract class TextMessenger {
  /** @throws MessageNotSent if the gateway did not take the message. */
  abstract send(message: TextMessage): Promise<void>;
}
