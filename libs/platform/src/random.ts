import { randomBytes as nodeRandomBytes, randomUUID } from 'node:crypto';

import { ChangeIds } from '#libs/credentials';
import type { ChangeId } from '#libs/identity';
import { changeId } from '#libs/identity';
import { LoginRequestIds } from '#libs/verification';

/** The one door to bytes that nobody can guess: the operating system's generator. */
export const randomBytes = (length: number): Buffer => nodeRandomBytes(length);

/** 122 random bits (RFC 9562 §5.4): an id may stand in an answer and in a mail without being guessable. */
export class RandomChangeIds extends ChangeIds {
  next(): ChangeId {
    return changeId(randomUUID());
  }
}

export const changeIds: ChangeIds = new RandomChangeIds();

/** 128 random bits. */
export class RandomLoginRequestIds extends LoginRequestIds {
  next(): string {
    return randomBytes(16).toString('base64url');
  }
}
