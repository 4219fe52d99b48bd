import { RotateKeys } from '#libs/credentials';
import type { KeyRing } from '#libs/hashing';
import { RingSealingKeys } from '#libs/hashing';
import type { Database } from '#libs/persistence';
import { TypeormSealedRows } from '#libs/persistence';

import type { House } from '../support/house.js';
import type { Person } from '../support/person.js';
import { resetClient, told } from '../support/reset-client.js';
import type { Answer, Operation, State } from './state.js';

export interface World {
  readonly house: House;
  readonly owner: Database;
  /** The same two keys: one ring seals by the one, the other by the other. */
  readonly rings: readonly [KeyRing, KeyRing];
  readonly serviceToken: string;
}

/** What a model must agree with. */
export type Observed = Pick<State, 'mustChange' | 'epoch' | 'events'> & {
  readonly owner: number;
  readonly stranger: number;
  readonly hasPassword: boolean;
  /** Numbered without a gap, and each yet to be relayed. */
  readonly inOrder: boolean;
};

const WORDS: Readonly<Record<string, Answer>> = {
  invalid_current_password: 'wrong',
  no_password_set: 'no password',
  password_already_set: 'already set',
  too_many_attempts: 'waits',
  changed_meanwhile: 'changed meanwhile',
  invalid_token: 'session ended',
};

/** Carries an operation out in the real house, and says in the model's words what it was told. */
export function carryOut(world: World, person: Person, operation: Operation): Promise<Answer> {
  switch (operation.kind) {
    case 'change':
    case 'set':
      return write(world, operation);
    case 'reset':
      return reset(world, person, operation.next);
    case 'verify':
      return verify(world, person, operation.password);
    case 'require':
      return require(world, person);
    case 'rotate':
      return rotate(world);
  }
}

async function write(
  { house }: World,
  operation: Operation & { kind: 'change' | 'set' },
): Promise<Answer> {
  const { session, next } = operation;
  const change = operation.kind === 'change';
  const { status, body } = await house.ask(
    house.passwordUrl,
    {
      method: change ? 'PUT' : 'POST',
      path: '/password-srv/password',
      body: change
        ? { old_password: operation.current, new_password: next, confirm_password: next }
        : { password: next, confirmPassword: next },
    },
    session.token,
  );
  if (status === 200) return 'done';
  const { error } = body as { error?: { error?: string } };
  return WORDS[error?.error ?? ''] ?? unexpected(status, body);
}

/** Whoever changes the password on the way kills the request, wherever it is then. */
async function reset({ house }: World, person: Person, next: string): Promise<Answer> {
  const client = resetClient(house);
  await house.resets.elapse(person, 90_000);
  const [request, exchange] = await client.proven(person);
  const answer = await client.accept(request, exchange, next);
  return told(answer).data?.reseted === true ? 'done' : 'reset has died';
}

async function verify(world: World, person: Person, password: string): Promise<Answer> {
  const { tenant, subject } = person;
  const body = { tenant, subject, password };
  const answer = await internal(world, 'passwords/verify', body);
  const { result, must_change: mustChange } = answer.body as Record<string, unknown>;
  if (answer.status !== 200) return unexpected(answer.status, answer.body);
  if (result === 'locked') return 'waits';
  if (result !== 'verified') return 'not verified';
  return mustChange === true ? 'verified, must change' : 'verified';
}

async function require(world: World, { tenant, subject }: Person): Promise<Answer> {
  const path = `subjects/${subject}/password/require-change`;
  const answer = await internal(world, path, { tenant, reason: 'compromised' });
  if (answer.status === 200) return 'done';
  return answer.status === 404 ? 'no password' : unexpected(answer.status, answer.body);
}

const internal = ({ house, serviceToken }: World, path: string, body: object) =>
  house.ask(
    house.passwordUrl,
    { method: 'POST', path: `/internal/v1/${path}`, body: { ...body } },
    serviceToken,
  );

/** By whichever key did not seal last. */
let turns = 0;
async function rotate({ owner, rings }: World): Promise<Answer> {
  turns += 1;
  const ring = rings[turns % 2 === 0 ? 0 : 1];
  const rotation = new RotateKeys(new TypeormSealedRows(owner), new RingSealingKeys(ring));
  const outcome = await rotation.rotate({ batch: 100, onProgress: () => undefined });
  if (outcome.kind === 'done' && outcome.value.damaged.length === 0) return 'done';
  throw new Error(`a rotation ended with ${JSON.stringify(outcome)}`);
}

function unexpected(status: number, body: unknown): never {
  throw new Error(`answered ${String(status)} ${JSON.stringify(body)}`);
}

const LOOK = `
  SELECT s.epoch, p.subject IS NOT NULL AS "hasPassword", coalesce(p.must_change, false) AS "mustChange",
    coalesce((SELECT failures FROM credentials.attempts a
      WHERE (a.tenant, a.subject, a.class) = (s.tenant, s.subject, 'owner')), 0) AS owner,
    coalesce((SELECT failures FROM credentials.attempts a
      WHERE (a.tenant, a.subject, a.class) = (s.tenant, s.subject, 'stranger')), 0) AS stranger,
    ARRAY (SELECT e.type FROM journal.event e WHERE (e.tenant, e.subject) = (s.tenant, s.subject)
      AND e.type = ANY ($3) ORDER BY e.subject_seq) AS events,
    (SELECT count(*) = coalesce(max(e.subject_seq), 0) AND count(*) = count(r.subject_seq)
      FROM journal.event e LEFT JOIN journal.arrival r USING (tenant, subject, subject_seq)
      WHERE (e.tenant, e.subject) = (s.tenant, s.subject)) AS "inOrder"
  FROM directory.subject s LEFT JOIN credentials.password p USING (tenant, subject)
  WHERE s.tenant = $1 AND s.subject = $2`;

const COMMITTED = [
  ...['password_changed', 'password_set', 'password_reset', 'password_change_required'],
];

export async function look({ house }: World, { tenant, subject }: Person): Promise<Observed> {
  const [row] = await house.rows<Observed>(LOOK, [tenant, subject, COMMITTED]);
  if (!row) throw new Error('the person is gone');
  return row;
}

export const asObserved = (state: State): Observed => ({
  ...{ mustChange: state.mustChange, epoch: state.epoch, events: state.events },
  ...{ owner: state.owner.failures, stranger: state.stranger.failures },
  ...{ hasPassword: state.password !== undefined, inOrder: true },
});
