import type { Password } from '#libs/identity';

import type { PasswordBytes } from './runners/hash-runner.js';

const encoder = new TextEncoder();

/**
 * All of the password's UTF-8 bytes, NFC as it came. A lone surrogate has none: the encoder would
 * make every one of them U+FFFD, and different passwords the same.
 */
export function bytesOf(password: Password): PasswordBytes {
  return encoded(password.reveal(), password.bytes);
}

/** The bytes as they were typed, where that was not NFC. */
export function bytesAsTyped(password: Password): PasswordBytes | undefined {
  const text = password.revealAsTyped();
  return text === undefined ? undefined : encoded(text, Buffer.byteLength(text));
}

function encoded(text: string, size: number): PasswordBytes {
  if (!text.isWellFormed()) throw new RangeError('the password is not well-formed Unicode');
  const bytes = new Uint8Array(size);
  encoder.encodeInto(text, bytes);
  return bytes;
}
