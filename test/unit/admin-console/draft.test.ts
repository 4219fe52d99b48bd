import { describe, expect, it } from '@jest/globals';

import type { Answer } from '#libs/client';

import { Draft, troubleOf } from '../../../apps/admin-console/src/drafts/draft.js';

interface Settings {
  readonly words: readonly string[];
}

const refused = (status: number, more: object = {}): Answer<never> => ({
  kind: 'refused',
  status,
  code: '',
  body: undefined,
  ...more,
});

/** A service with one document: answers 412 to whoever does not name its version. */
class Service {
  version = 1;
  document: Settings = { words: ['harbour'] };
  down = false;

  read = (): Promise<Answer<Settings>> => Promise.resolve(this.#answer());

  save = (body: Settings, etag: string | undefined): Promise<Answer<Settings>> => {
    if (this.down) return Promise.resolve({ kind: 'unreachable' });
    if (etag !== String(this.version)) return Promise.resolve(refused(412));
    this.document = body;
    this.version += 1;
    return Promise.resolve(this.#answer());
  };

  #answer = (): Answer<Settings> =>
    this.down
      ? { kind: 'unreachable' }
      : { kind: 'ok', status: 200, body: this.document, etag: String(this.version) };
}

async function opened() {
  const service = new Service();
  const draft = new Draft<Settings>(service, () => undefined);
  await draft.load();
  return { service, draft };
}

describe('a draft of settings', () => {
  it('starts as what is stored, unchanged', async () => {
    const { draft } = await opened();
    expect(draft.state).toEqual({
      phase: 'ready',
      stored: { words: ['harbour'] },
      wished: { words: ['harbour'] },
    });
    expect(draft.isChanged).toBe(false);
  });

  it('is saved under the version that was read, and the next one under its own', async () => {
    const { service, draft } = await opened();
    draft.edit({ words: ['quay'] });
    expect(draft.isChanged).toBe(true);
    await draft.save();
    expect(draft.state.phase).toBe('saved');
    draft.edit({ words: ['pier'] });
    await draft.save();
    expect(service.document).toEqual({ words: ['pier'] });
    expect(draft.isChanged).toBe(false);
  });

  it('is discarded without a trace', async () => {
    const { draft, service } = await opened();
    draft.edit({ words: [] });
    draft.discard();
    expect(draft.state.wished).toEqual({ words: ['harbour'] });
    expect(service.version).toBe(1);
  });

  it('never overwrites what somebody else saved meanwhile, and is not lost', async () => {
    const { service, draft } = await opened();
    draft.edit({ words: ['mine'] });
    service.document = { words: ['theirs'] };
    service.version = 7;
    await draft.save();
    expect(service.document).toEqual({ words: ['theirs'] });
    expect(draft.state).toMatchObject({
      theirs: { words: ['theirs'] },
      wished: { words: ['mine'] },
    });
  });

  it('gives way to what somebody else saved', async () => {
    const { service, draft } = await opened();
    draft.edit({ words: ['mine'] });
    service.document = { words: ['theirs'] };
    service.version = 7;
    await draft.save();
    draft.takeTheirs();
    expect(draft.state.wished).toEqual({ words: ['theirs'] });
    expect(draft.isChanged).toBe(false);
  });

  it('replaces what somebody else saved only after its author has seen it', async () => {
    const { service, draft } = await opened();
    draft.edit({ words: ['mine'] });
    service.document = { words: ['theirs'] };
    service.version = 7;
    await draft.save();
    draft.keepMine();
    expect(draft.state.theirs).toBeUndefined();
    await draft.save();
    expect(service.document).toEqual({ words: ['mine'] });
  });

  it('survives a service that cannot be reached', async () => {
    const { service, draft } = await opened();
    draft.edit({ words: ['mine'] });
    service.down = true;
    await draft.save();
    expect(draft.state).toMatchObject({
      wished: { words: ['mine'] },
      trouble: { kind: 'unreachable' },
    });
    service.down = false;
    await draft.save();
    expect(service.document).toEqual({ words: ['mine'] });
  });
});

describe('what an answer means for the reader', () => {
  it.each([
    [refused(401), { kind: 'unauthenticated' }],
    [refused(401, { challenge: { maxAge: 300 } }), { kind: 'step-up', maxAge: 300 }],
    [refused(403), { kind: 'forbidden' }],
    [refused(412), { kind: 'conflict' }],
    [refused(429, { retryAfterSeconds: 7 }), { kind: 'busy', retryAfterSeconds: 7 }],
    [refused(503), { kind: 'busy' }],
    [refused(422, { body: { code: 'x' } }), { kind: 'refused', status: 422, body: { code: 'x' } }],
    [{ kind: 'unreachable' } as const, { kind: 'unreachable' }],
  ])('%j is %j', (answer, trouble) => {
    expect(troubleOf(answer as Parameters<typeof troubleOf>[0])).toEqual(trouble);
  });
});
