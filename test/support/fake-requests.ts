import { Idempotency, IdempotentRequests, RequestMarks } from '#libs/credentials';
import type {
  Claim,
  EarlierRequest,
  KeptAnswer,
  RepeatableRequest,
  RequestMark,
  Requester,
} from '#libs/credentials';
import type { Secret } from '#libs/identity';

/** Everything a MAC is made of, in plain sight. */
class PlainMarks extends RequestMarks {
  of(
    { tenant, subject, operation, proof, body }: RepeatableRequest,
    key: Secret,
  ): readonly [RequestMark] {
    const said = body.map((part) => (typeof part === 'object' ? part.reveal() : part));
    const lookup = JSON.stringify([tenant, subject, operation, proof, key.reveal()]);
    return [{ lookup, fingerprint: JSON.stringify(said) }];
  }

  equal(fingerprint: string, other: string): boolean {
    return fingerprint === other;
  }
}

/** One request, in memory; tests may put there what was before. */
export class FakeRequests extends IdempotentRequests {
  earlier: EarlierRequest | undefined;
  readonly claimed: Claim[] = [];
  readonly kept: string[] = [];
  readonly released: Claim[] = [];
  takenOver: Claim | undefined;
  keptByOthers: KeptAnswer | undefined;

  claim(
    { tenant, subject }: Requester,
    [{ lookup }]: readonly [RequestMark, ...RequestMark[]],
  ): Promise<(Claim & { readonly kind: 'claimed' }) | EarlierRequest> {
    if (this.earlier) return Promise.resolve(this.earlier);
    const claim = { kind: 'claimed', tenant, subject, lookup, attempt: 1 } as const;
    this.claimed.push(claim);
    return Promise.resolve(claim);
  }

  takeOver(): Promise<Claim | undefined> {
    return Promise.resolve(this.takenOver);
  }

  keep(_claim: Claim, text: string): Promise<KeptAnswer | undefined> {
    this.kept.push(text);
    return Promise.resolve(this.keptByOthers);
  }

  release(claim: Claim): Promise<void> {
    this.released.push(claim);
    return Promise.resolve();
  }

  forget(): Promise<number> {
    return Promise.resolve(0);
  }
}

export const idempotencyOver = (requests: IdempotentRequests): Idempotency =>
  new Idempotency(requests, new PlainMarks(), 10);
