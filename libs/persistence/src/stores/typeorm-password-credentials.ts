import type {
  Account,
  Cause,
  Evidence,
  HistoryChange,
  NewPassword,
  PasswordEvent,
  RehashedPassword,
  RememberedPassword,
  RequestedReason,
  WordLists,
  Written,
} from '#libs/credentials';
import { PasswordCredentials } from '#libs/credentials';
import type { Caller, ChangeReason, SubjectId, TenantId } from '#libs/identity';

import type { Database, Value } from '../database.js';
import { AnswerLost, Unconfirmed } from '../failures.js';
import type { AccountRow } from '../rows/account-row.js';
import { accountOf } from '../rows/account-row.js';
import { WHOLE_TENANT } from '../rows/policies.js';
import type { Statement } from '../statement.js';
import { breachJson } from './breach-steps.js';
import { toldOf } from './cause.js';
import { statementFor } from './caller-statements.js';
import {
  ASSIGN,
  ASSIGN_FIRST,
  ASSIGN_FIRST_ONCE,
  ASSIGN_ONCE,
  FORCE_CHANGE,
  FORCE_CHANGES,
  IN_FORCE,
  ON_ARRIVAL,
  REHASH,
  REMEMBERED,
  REPLACE,
  REPLACE_ONCE,
  RESET,
  RESET_ONCE,
  SET_FIRST,
  SET_FIRST_ONCE,
  SINCE_ARRIVAL,
  TIGHTENED,
  TO_VERIFY,
} from './password-statements.js';
import { settled } from './settled.js';
import type { WordListRow } from './known-word-lists.js';
import { KnownWordLists, NoWordLists } from './known-word-lists.js';

export class TypeormPasswordCredentials extends PasswordCredentials {
  private readonly wordLists: KnownWordLists;

  constructor(
    private readonly database: Database,
    lists: WordLists = new NoWordLists(),
  ) {
    super();
    this.wordLists = new KnownWordLists(lists);
  }

  override async onArrival(caller: Caller): Promise<Account | undefined> {
    const known = this.wordLists.knownOf(caller.tenant);
    const [row] = await this.database.query<AccountRow & WordListRow>(
      ...statementFor(ON_ARRIVAL, caller, [known?.version]),
    );
    return row && accountOf(caller.tenant, row, this.wordLists.read(caller.tenant, row, known));
  }

  override async toVerify(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
  ): Promise<Account | undefined> {
    const known = this.wordLists.knownOf(tenant);
    const values = [tenant, subject, evidence, known?.version];
    const [row] = await this.database.query<AccountRow & WordListRow>(TO_VERIFY, values);
    return row && accountOf(tenant, row, this.wordLists.read(tenant, row, known));
  }

  override remembered(
    tenant: TenantId,
    subject: SubjectId,
    days: number | null,
  ): Promise<readonly RememberedPassword[]> {
    return this.database.query<RememberedPassword>(REMEMBERED, [tenant, subject, days]);
  }

  override async sinceArrival(
    tenant: TenantId,
    subject: SubjectId,
    evidence: Evidence,
    version: number,
  ): Promise<{ waitSeconds: number; beaten: boolean }> {
    const [row] = await this.database.query<{ wait_seconds: number; beaten: boolean }>(
      SINCE_ARRIVAL,
      [tenant, subject, evidence, version],
    );
    return { waitSeconds: row?.wait_seconds ?? 0, beaten: row?.beaten ?? true };
  }

  override replace(next: NewPassword, version: number): Promise<Written> {
    const changed = [...values(next, 'password_changed'), version];
    return this.commit(next.answer ? REPLACE_ONCE : REPLACE, next, [...changed, ...answered(next)]);
  }

  override reset(
    next: NewPassword,
    { version, epoch }: { readonly version: number; readonly epoch: number },
  ): Promise<Written> {
    const reset = [...values(next, 'password_reset', null), version, epoch];
    return this.commit(next.answer ? RESET_ONCE : RESET, next, [...reset, ...answered(next)]);
  }

  override setFirst(next: NewPassword): Promise<Written> {
    const set = values(next, 'password_set');
    return this.commit(next.answer ? SET_FIRST_ONCE : SET_FIRST, next, [...set, ...answered(next)]);
  }

  override assign(next: NewPassword, version: number | undefined): Promise<Written> {
    const due = next.temporary ? 'temporary' : null;
    const more = [...(version === undefined ? [] : [version]), due, ...answered(next)];
    const first = next.answer ? ASSIGN_FIRST_ONCE : ASSIGN_FIRST;
    const again = next.answer ? ASSIGN_ONCE : ASSIGN;
    const parameters = [...values(next, 'password_assigned', null), ...more];
    return this.commit(version === undefined ? first : again, next, parameters);
  }

  override async rehash(next: RehashedPassword, version: number): Promise<boolean> {
    const { tenant, subject, changeId, envelope, entry } = next;
    const rows = await this.database.query(REHASH, [
      ...[tenant, subject, envelope, changeId, version],
      ...[entry?.generation, entry?.envelope],
    ]);
    return rows.length > 0;
  }

  override async forceChange(
    { tenant, subject, version }: { tenant: TenantId; subject: SubjectId; version?: number },
    reason: ChangeReason,
    cause: Cause,
  ): Promise<boolean> {
    const event: PasswordEvent = 'password_change_required';
    const data = JSON.stringify({ reason, ...toldOf(cause) });
    const values = [tenant, subject, reason, event, data, version];
    return (await this.database.query(FORCE_CHANGE, values)).length > 0;
  }

  override async forceChanges(
    { tenant, group }: { tenant: TenantId; group: string | undefined },
    reason: RequestedReason,
    cause: Cause,
  ): Promise<Date | undefined> {
    const event: PasswordEvent = 'password_changes_required';
    const data = { reason, ...(group !== undefined && { group }), ...toldOf(cause) };
    const values = [tenant, group ?? WHOLE_TENANT, reason, event, JSON.stringify(data)];
    const [row] = await this.database.query<{ at: Date }>(FORCE_CHANGES, values);
    return row?.at;
  }

  override async fallsShort(
    { tenant, subject, version }: { tenant: TenantId; subject: SubjectId; version: number },
    short: boolean,
  ): Promise<void> {
    await this.database.query(TIGHTENED, [tenant, subject, version, short]);
  }

  private async commit(
    statement: Statement,
    next: NewPassword,
    parameters: readonly Value[],
  ): Promise<Written> {
    const write = (): Promise<Written> => this.written(statement, parameters);
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof AnswerLost)) throw error;
    }
    return settled(async () => {
      // The same compare-and-swap again: it can win once at most, and whichever of the two won
      // is found by its change id.
      const again = await write();
      return again.kind === 'beaten' ? await this.inForce(next) : again;
    });
  }

  private async written(statement: Statement, parameters: readonly Value[]): Promise<Written> {
    try {
      const [row] = await this.database.write<{ at: Date }>(statement, parameters);
      return row ? { kind: 'committed', at: row.at } : { kind: 'beaten' };
    } catch (error) {
      if (error instanceof Unconfirmed) return { kind: 'unknown' };
      throw error;
    }
  }

  private async inForce({ tenant, subject, changeId }: NewPassword): Promise<Written> {
    const [row] = await this.database.query<{ at: Date }>(IN_FORCE, [tenant, subject, changeId]);
    return row ? { kind: 'committed', at: row.at } : { kind: 'beaten' };
  }
}

const answered = ({ answer }: NewPassword): readonly string[] =>
  answer ? [answer.lookup, answer.text] : [];

function values(
  next: NewPassword,
  event: PasswordEvent,
  forgiven: Evidence | null = next.evidence,
): readonly Value[] {
  const { tenant, subject, envelope, changeId, keep, origin } = next;
  const { history, breach } = next;
  const data = { change_id: changeId, ...toldOf(origin) };
  const kept = keep && JSON.stringify(keep);
  return [
    ...[tenant, subject, envelope, changeId, kept, event, JSON.stringify(data)],
    [...history.keep],
    entries(history),
    forgiven,
    breachJson(breach),
  ];
}

const entries = ({ add }: HistoryChange): string =>
  JSON.stringify(
    add.map(({ id, generation, envelope, enteredAt }) => ({
      ...{ id, generation, envelope },
      entered_at: enteredAt?.toISOString(),
    })),
  );
