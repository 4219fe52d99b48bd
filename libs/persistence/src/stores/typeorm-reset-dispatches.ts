import type {
  AskedFor,
  Circumstances,
  Contact,
  DueReset,
  InitiationLimits,
  Recognised,
  ResetMedium,
  ResetProcessing,
} from '#libs/credentials';
import { ResetDispatches } from '#libs/credentials';
import type { SubjectId, TenantId } from '#libs/identity';
import { availableMethods } from '#libs/identity';
import type { Language } from '#libs/password-policy';

import type { Database } from '../database.js';
import { switchedOnOf } from '../rows/switched-on.js';
import {
  ARM,
  BELONGS_TO,
  CIRCUMSTANCES,
  CLAIM,
  FINISHED,
  PROLONG,
  RETRY,
  SWEEP_ALLOWANCES,
  SWEEP_REQUESTS,
} from './reset-dispatch-statements.js';

interface DueRow {
  readonly tenant: TenantId;
  readonly id: string;
  readonly asked_type: AskedFor['type'];
  readonly asked_value: string;
  readonly medium: ResetMedium;
  readonly processing: ResetProcessing;
  readonly step: 1 | 2;
  readonly method: ResetMedium | null;
  readonly attempt: number;
  readonly ip: string | null;
  readonly request_id: string;
  readonly subject: SubjectId | null;
  readonly language: Language | null;
}

interface CircumstancesRow {
  readonly tenant_name: string;
  readonly methods: string;
  readonly contacts: readonly (readonly [ResetMedium, string])[] | null;
  readonly live_before: number;
  readonly guesses: number;
  readonly factors_are_told: boolean;
}

export class TypeormResetDispatches extends ResetDispatches {
  constructor(private readonly database: Database) {
    super();
  }

  override async claim(leaseSeconds: number): Promise<DueReset | undefined> {
    const [row] = await this.database.query<DueRow>(CLAIM, [leaseSeconds]);
    if (!row) return undefined;
    const { asked_type: type, asked_value: value, method, subject, language, ...about } = row;
    const { ip, request_id: requestId, ...rest } = about;
    return {
      ...rest,
      asked: { type, value },
      ...(method !== null && { method }),
      origin: { requestId, ...(ip !== null && { ip }) },
      ...(subject !== null && { subject }),
      ...(language !== null && { language }),
    };
  }

  override async prolong(due: DueReset, leaseSeconds: number): Promise<void> {
    await this.database.query(PROLONG, [...held(due), leaseSeconds]);
  }

  override async belongsTo(
    due: DueReset,
    subject: SubjectId,
    { perHour, perDay }: InitiationLimits,
  ): Promise<boolean> {
    const values = [...held(due), subject, perHour, perDay];
    return (await this.database.query(BELONGS_TO, values)).length > 0;
  }

  override async circumstances({ tenant, id }: DueReset): Promise<Circumstances> {
    const [row] = await this.database.query<CircumstancesRow>(CIRCUMSTANCES, [tenant, id]);
    if (!row) return NOTHING;
    const available = availableMethods(switchedOnOf(row.methods));
    const contacts = (row.contacts ?? []).map(([type, address]): Contact => ({ type, address }));
    return {
      tenantName: row.tenant_name,
      contacts: contacts.filter(({ type }) => available.has(type)),
      liveBefore: row.live_before,
      guesses: row.guesses,
      factorsAreTold: row.factors_are_told,
    };
  }

  override async arm(due: DueReset, method: ResetMedium, secret: Recognised): Promise<boolean> {
    const kept = secret.kind === 'code' ? [secret.envelope, undefined] : [undefined, secret.digest];
    const values = [...held(due), method, ...kept, secret.minutes];
    return (await this.database.query(ARM, values)).length > 0;
  }

  override async finished(due: DueReset): Promise<void> {
    await this.database.query(FINISHED, held(due));
  }

  override async retry(due: DueReset, seconds: number): Promise<void> {
    await this.database.query(RETRY, [...held(due), seconds]);
  }

  override async sweep(): Promise<number> {
    const requests = await this.database.query(SWEEP_REQUESTS, []);
    const allowances = await this.database.query(SWEEP_ALLOWANCES, []);
    return requests.length + allowances.length;
  }
}

/** Of a request that is not there any more: whoever it was about is reached nowhere. */
const NOTHING: Circumstances = {
  ...{ tenantName: '', contacts: [], factorsAreTold: false },
  ...{ liveBefore: 0, guesses: 0 },
};

const held = ({ tenant, id, attempt }: DueReset): readonly (string | number)[] => [
  tenant,
  id,
  attempt,
];
