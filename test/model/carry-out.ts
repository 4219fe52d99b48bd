import { createHash } from 'node:crypto';

import { RotateKeys } from '#libs/credentials';
import { RingSealingKeys } from '#libs/hashing';
import { TypeormSealedRows } from '#libs/persistence';

import type { Person } from '../support/person.js';
import { resetClient, told } from '../support/reset-client.js';
import type { Answer, Operation } from './state.js';
import type { World } from './world.js';

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
    case 'remove':
      return write(world, operation);
    case 'import':
      return importHash(world, person, operation.next);
    case 'reset':
      return reset(world, person, operation.next);
    case 'verify':
      return verify(world, person, operation.password);
    case 'require':
      return require(world, person);
    case 'unlock':
      return unlock(world, person);
    case 'rotate':
      return rotate(world);
  }
}

type Written = Operation & { kind: 'change' | 'set' | 'remove' };

async function write({ house }: World, operation: Written): Promise<Answer> {
  const sent = { path: '/password-srv/password', ...requestOf(operation) };
  const { status, body } = await house.ask(house.passwordUrl, sent, operation.session.token);
  if (status === 200) return 'done';
  const { error } = body as { error?: { error?: string } };
  return WORDS[error?.error ?? ''] ?? unexpected(status, body);
}

function requestOf(operation: Written): { readonly method: string; readonly body: object } {
  if (operation.kind === 'remove') {
    return { method: 'DELETE', body: { old_password: operation.current } };
  }
  const { next } = operation;
  return operation.kind === 'change'
    ? {
        method: 'PUT',
        body: { old_password: operation.current, new_password: next, confirm_password: next },
      }
    : { method: 'POST', body: { password: next, confirmPassword: next } };
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

/** As a directory without salt has it: wrapped when it is stored, ours after the next login. */
async function importHash(world: World, person: Person, password: string): Promise<Answer> {
  const { tenant, subject } = person;
  const hash = `{SHA}${createHash('sha1').update(password).digest('base64')}`;
  const path = `subjects/${subject}/password/import`;
  const answer = await internal(world, path, { tenant, hash });
  if (answer.status === 201) return 'done';
  return answer.status === 409 ? 'already set' : unexpected(answer.status, answer.body);
}

async function unlock(world: World, { tenant, subject }: Person): Promise<Answer> {
  const body = { tenant, reason: 'requested_by_person' };
  const answer = await internal(world, `subjects/${subject}/unlock`, body);
  if (answer.status !== 200) return unexpected(answer.status, answer.body);
  const { unlocked } = answer.body as { unlocked: boolean };
  return unlocked ? 'done' : 'nothing was locked';
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
