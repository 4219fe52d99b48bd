import type { SubjectId, TenantId } from '#libs/identity';
import type { Channel, Delivery } from '#libs/notifications';
import { Deliveries } from '#libs/notifications';

import type { Database } from '../database.js';
import { ACKNOWLEDGED, CLAIM, DEAD, DISPATCH, PROLONG, RETRY } from './delivery-statements.js';

interface DeliveryRow {
  readonly id: string;
  readonly tenant: TenantId;
  readonly tenant_name: string;
  readonly subject: SubjectId;
  readonly channel: Channel;
  readonly address: string;
  readonly attempt: number;
  readonly event_id: string;
  readonly type: string;
  readonly occurred_at: Date;
  readonly ip: string | null;
  readonly expires_at: string | null;
}

/** What an operator reads; more would be somebody's server talking. */
const LONGEST_REASON = 500;

export class TypeormDeliveries extends Deliveries {
  constructor(private readonly database: Database) {
    super();
  }

  override async dispatch(
    noticeable: readonly string[],
    limit: number,
    channels: readonly Channel[],
  ): Promise<number> {
    const values = [noticeable, limit, channels];
    const [row] = await this.database.query<{ made: number }>(DISPATCH, values);
    return row?.made ?? 0;
  }

  override async claim(leaseSeconds: number): Promise<Delivery | undefined> {
    const [row] = await this.database.query<DeliveryRow>(CLAIM, [leaseSeconds]);
    if (!row) return undefined;
    const { id, tenant, tenant_name: tenantName, subject, channel, address, attempt, ip } = row;
    const { expires_at: expires } = row;
    const event = { id: row.event_id, type: row.type, occurredAt: row.occurred_at };
    const ends = expires !== null && { expiresAt: new Date(expires) };
    const noticed = { ...event, ...(ip !== null && { ip }), ...ends };
    return { id, tenant, tenantName, subject, channel, address, attempt, event: noticed };
  }

  override async prolong(delivery: Delivery, leaseSeconds: number): Promise<void> {
    await this.database.query(PROLONG, [...held(delivery), leaseSeconds]);
  }

  override async acknowledged({ tenant, subject, id }: Delivery): Promise<void> {
    await this.database.query(ACKNOWLEDGED, [tenant, subject, id]);
  }

  override async failed(
    delivery: Delivery,
    next: { readonly retryInSeconds: number } | 'dead',
    reason: string,
  ): Promise<void> {
    const said = reason.slice(0, LONGEST_REASON);
    if (next === 'dead') await this.database.query(DEAD, [...held(delivery), said]);
    else await this.database.query(RETRY, [...held(delivery), said, next.retryInSeconds]);
  }
}

const held = ({ tenant, subject, id, attempt }: Delivery): readonly (string | number)[] => [
  tenant,
  subject,
  id,
  attempt,
];
