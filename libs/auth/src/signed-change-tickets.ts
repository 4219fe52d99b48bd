import { compactVerify, SignJWT } from 'jose';
import type { KeyObject } from 'node:crypto';
import { randomUUID } from 'node:crypto';

import type { ChangeTicket, ShownTicket } from '#libs/credentials';
import { ChangeTickets } from '#libs/credentials';
import type { TenantId, VerificationType } from '#libs/identity';
import { Secret, subjectId } from '#libs/identity';

/** RFC 8725 §3.11: nothing else that anybody signs is of this type. */
const TYPE = 'change-ticket+jwt';
const ALGORITHM = 'HS256';
const PURPOSE = 'change-ticket';
const ISSUER = 'latchkey';

interface TicketKey {
  readonly id: string;
  keyFor(purpose: string, tenant: string): KeyObject;
}

/** A ring of its own: the first key signs, all verify. Keys for use are one per tenant. */
export interface TicketKeys {
  readonly writer: TicketKey;
  find(id: string): TicketKey | undefined;
}

/** The claims, by the names that clients of this interface know. */
interface Claims {
  readonly jti: string;
  readonly exp: number;
  readonly uid: string;
  readonly org: string;
  readonly dev: string;
  readonly idv: readonly string[];
  readonly epoch: number;
  readonly second_factor?: VerificationType;
}

/** Change tickets as JSON Web Tokens (RFC 7519). */
export class SignedChangeTickets extends ChangeTickets {
  constructor(
    private readonly keys: TicketKeys,
    private readonly now: () => Date,
  ) {
    super();
  }

  override async raise(ticket: ChangeTicket): Promise<Secret> {
    const { tenant: org, subject: uid, device: dev, identifier, epoch } = ticket;
    const { secondFactor: second_factor } = ticket;
    const { writer } = this.keys;
    const issuedAt = this.#seconds();
    const shown = second_factor && { second_factor };
    const claims = { uid, org, dev, idv: [identifier], epoch, rol: 'MFA_PENDING', ...shown };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: writer.id })
      .setIssuer(ISSUER)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ChangeTickets.SECONDS)
      .sign(writer.keyFor(PURPOSE, org));
    return new Secret(token);
  }

  override async read(tenant: TenantId, ticket: Secret): Promise<ShownTicket | undefined> {
    const claims = await this.#authentic(tenant, ticket.reveal());
    if (claims?.org !== tenant) return undefined;
    const { jti: id, uid, dev: device, idv, epoch, exp, second_factor: secondFactor } = claims;
    const bound = { tenant, subject: subjectId(uid), identifier: idv[0] ?? '', device, epoch };
    const shown = { ...bound, ...(secondFactor && { secondFactor }) };
    return { ...shown, id, expired: exp <= this.#seconds() };
  }

  /** What carries our signature was made by {@link raise}, so its claims are as they were made. */
  async #authentic(tenant: TenantId, token: string): Promise<Claims | undefined> {
    try {
      const { payload, protectedHeader } = await compactVerify(
        token,
        ({ kid }) => this.#keyOf(kid, tenant),
        { algorithms: [ALGORITHM] },
      );
      if (protectedHeader.typ !== TYPE) return undefined;
      return JSON.parse(Buffer.from(payload).toString()) as Claims;
    } catch {
      return undefined;
    }
  }

  #keyOf(id: string | undefined, tenant: TenantId): KeyObject {
    const key = id === undefined ? undefined : this.keys.find(id);
    if (!key) throw new RangeError('not one of the ticket keys');
    return key.keyFor(PURPOSE, tenant);
  }

  #seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
