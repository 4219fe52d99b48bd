import type { Argon2Cost } from '../cost.js';
import type { StoredForeign } from '../foreign/stored-foreign.js';

/** A password's UTF-8 bytes in memory of their own, so that they can be handed over and wiped. */
export type PasswordBytes = Uint8Array<ArrayBuffer>;

/** Where hashes are computed. Takes possession of `bytes`: afterwards they are gone or zero. */
export abstract class HashRunner {
  abstract hash(bytes: PasswordBytes, salt: Uint8Array, cost: Argon2Cost): Promise<string>;
  /** @throws if `phc` is not a canonical argon2id string. */
  abstract verify(bytes: PasswordBytes, phc: string): Promise<boolean>;
  /** The same of a hash that other software has made. */
  abstract verifyForeign(bytes: PasswordBytes, foreign: StoredForeign): Promise<boolean>;
  /** Stops; hashes that were not computed by then reject. */
  abstract close(): Promise<void>;
}

/** A hash was not computed because its thread is gone. Nothing was decided: trying again is right. */
export class HashWorkerLost extends Error {
  override readonly name = 'HashWorkerLost';
}
