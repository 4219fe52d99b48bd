import type { CapacityRefusal, Outcome, Secret, SubjectId, TenantId } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { PasswordCredential } from './account.js';
import type { ForeignHash, ForeignHashes, UnreadableForeign } from './ports/foreign-hashes.js';
import type { Cause } from './ports/cause.js';
import type { PasswordCredentials } from './ports/password-credentials.js';
import type { PasswordHashing } from './ports/password-hashing.js';
import type { ImportedPassword, PasswordImports } from './ports/password-imports.js';
import type { ChangeIds } from './ports/surroundings.js';

interface Owner {
  readonly tenant: TenantId;
  readonly subject: SubjectId;
}

export interface ImportPasswordCommand extends Owner {
  /** As other software has written it. */
  readonly hash: Secret;
  readonly cause: Cause;
}

export interface PasswordImport {
  /** What it is stored as, until its owner is next verified: then it becomes ours. */
  readonly scheme: string;
  /** `unchanged`: this very hash had been imported before. */
  readonly what: 'imported' | 'unchanged';
}

export type ImportRefusal =
  | UnreadableForeign
  | CapacityRefusal
  | { readonly code: 'not_found' }
  | { readonly code: 'password_already_set' };

/** Enough to keep every hashing thread busy, few enough to leave a queue to others. */
const AT_ONCE = 16;

/**
 * Takes a person's password over from other software, without knowing it. No policy can be asked of
 * a hash: whatever it falls short of is due when the password is next seen in the clear.
 */
export class ImportPassword {
  constructor(
    private readonly credentials: PasswordCredentials,
    private readonly imports: PasswordImports,
    private readonly foreignHashes: ForeignHashes,
    private readonly hashing: PasswordHashing,
    private readonly changeIds: ChangeIds,
  ) {}

  async import(command: ImportPasswordCommand): Promise<Outcome<PasswordImport, ImportRefusal>> {
    const { tenant, subject, hash, cause } = command;
    const read = this.foreignHashes.read(hash);
    if (read.kind === 'refused') return read;
    const account = await this.credentials.toVerify(tenant, subject, 'stranger');
    if (!account) return refused({ code: 'not_found' });
    if (account.credential) return this.compared(command, read.value, account.credential);

    const binding = { tenant, subject, changeId: this.changeIds.next() };
    const sealed = await this.hashing.admitted({ ...binding, purpose: 'import' }, (turn) =>
      turn.sealForeign(read.value, binding),
    );
    if ('kind' in sealed) return sealed;
    const imported = { ...binding, ...sealed };
    const written = await this.imports.importAll(tenant, [imported], cause);
    // Never over a password that somebody has set meanwhile.
    if (!written.has(subject)) return refused({ code: 'password_already_set' });
    return done({ scheme: sealed.scheme, what: 'imported' });
  }

  /**
   * The same for many, all or none of the batch. Answers who has got theirs: others are unknown, or
   * have a password already. @throws Error when hashing stays overloaded: nothing was written.
   */
  async importMany(
    tenant: TenantId,
    hashes: readonly { readonly subject: SubjectId; readonly hash: ForeignHash }[],
    cause: Cause,
  ): Promise<ReadonlyMap<SubjectId, Date>> {
    const waiting = hashes.values();
    const sealed: ImportedPassword[] = [];
    const seal = async (): Promise<void> => {
      for (const { subject, hash } of waiting) {
        sealed.push(await this.sealed({ tenant, subject }, hash));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, seal));
    return this.imports.importAll(tenant, sealed, cause);
  }

  private async sealed(owner: Owner, hash: ForeignHash): Promise<ImportedPassword> {
    const binding = { ...owner, changeId: this.changeIds.next() };
    const sealed = await this.hashing.admitted({ ...binding, purpose: 'import' }, (turn) =>
      turn.sealForeign(hash, binding),
    );
    if ('kind' in sealed) throw new Error('hashing is overloaded');
    return { ...binding, ...sealed };
  }

  /** Whoever lost our answer asks again. */
  private async compared(
    { tenant, subject }: Owner,
    hash: ForeignHash,
    { envelope, changeId }: PasswordCredential,
  ): Promise<Outcome<PasswordImport, ImportRefusal>> {
    const binding = { tenant, subject, changeId };
    const compared = await this.hashing.admitted(
      { ...binding, purpose: 'import' },
      async (turn) => ({
        same: await turn.isSameForeign(hash, envelope, binding),
      }),
    );
    if ('kind' in compared) return compared;
    return compared.same
      ? done({ scheme: hash.scheme, what: 'unchanged' })
      : refused({ code: 'password_already_set' });
  }
}
