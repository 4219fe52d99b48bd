import type {
  FollowedReset,
  GuessedReset,
  GuessLimits,
  HalfProvenReset,
  NewResetRequest,
  ProvenReset,
  ResetMedium,
  ResetName,
} from '#libs/credentials';
import { ResetRequests } from '#libs/credentials';
import type { SubjectId } from '#libs/identity';

import type { Database } from '../database.js';
import {
  ASK_SECOND,
  ATTEMPTED,
  ENQUEUE,
  FOLLOWED,
  FORGIVEN,
  GUESSED,
  HALF_PROVEN,
  OWNER_OF,
  PROVE,
} from './reset-statements.js';

interface FollowedRow {
  readonly method: ResetMedium;
  readonly second_factor: 'optional' | 'required';
}

interface GuessedRow extends FollowedRow {
  readonly step: 1 | 2;
  readonly subject: SubjectId | null;
  readonly code: string | null;
}

export class TypeormResetRequests extends ResetRequests {
  constructor(private readonly database: Database) {
    super();
  }

  override async enqueue(request: NewResetRequest): Promise<void> {
    const { tenant, id, asked, medium, processing, language, origin } = request;
    const how = [medium, processing, origin.ip, origin.requestId, language];
    await this.database.query(ENQUEUE, [tenant, id, asked.type, asked.value, ...how]);
  }

  override async guessed(
    { tenant, id }: ResetName,
    { perCode, perDay }: GuessLimits,
  ): Promise<GuessedReset | undefined> {
    const [row] = await this.database.query<GuessedRow>(GUESSED, [tenant, id, perCode, perDay]);
    if (!row) return undefined;
    const { step, subject, code: envelope } = row;
    return {
      ...followedOf(row),
      step,
      ...(subject !== null && envelope !== null && { code: { subject, envelope } }),
    };
  }

  override async followed(
    { tenant, id }: ResetName,
    digest: string,
  ): Promise<FollowedReset | undefined> {
    const [row] = await this.database.query<FollowedRow>(FOLLOWED, [tenant, id, digest]);
    return row && followedOf(row);
  }

  override async askSecond(
    { tenant, id }: ResetName,
    { codeIsSent, minutes }: { readonly codeIsSent: boolean; readonly minutes: number },
  ): Promise<void> {
    await this.database.query(ASK_SECOND, [tenant, id, codeIsSent, minutes]);
  }

  override async halfProven({ tenant, id }: ResetName): Promise<HalfProvenReset | undefined> {
    const [row] = await this.database.query<HalfProvenReset>(HALF_PROVEN, [tenant, id]);
    return row;
  }

  override async prove({ tenant, id }: ResetName, minutes: number): Promise<void> {
    await this.database.query(PROVE, [tenant, id, minutes]);
  }

  override async attempted(
    { tenant, id }: ResetName,
    most: number,
  ): Promise<ProvenReset | undefined> {
    const [row] = await this.database.query<ProvenReset>(ATTEMPTED, [tenant, id, most]);
    return row;
  }

  override async ownerOf({ tenant, id }: ResetName): Promise<SubjectId | undefined> {
    const [row] = await this.database.query<{ subject: SubjectId }>(OWNER_OF, [tenant, id]);
    return row?.subject;
  }

  override async forgiven({ tenant, id }: ResetName): Promise<void> {
    await this.database.query(FORGIVEN, [tenant, id]);
  }
}

const followedOf = ({ method, second_factor }: FollowedRow): FollowedReset => ({
  method,
  secondFactorRequired: second_factor === 'required',
});
