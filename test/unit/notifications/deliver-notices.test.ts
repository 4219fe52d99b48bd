import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import {
  DeliverNotices,
  type Mail,
  Mailer,
  MessageNotSent,
  type TextMessage,
} from '#libs/notifications';

import { DeliveriesInMemory } from './deliveries-in-memory.js';

class Postbox extends Mailer {
  readonly mails: Mail[] = [];
  trouble: (mail: Mail) => Error | undefined = () => undefined;

  override send(mail: Mail): Promise<void> {
    const error = this.trouble(mail);
    if (error) return Promise.reject(error);
    this.mails.push(mail);
    return Promise.resolve();
  }
}

let deliveries: DeliveriesInMemory;
let postbox: Postbox;
let said: string[];
let notices: DeliverNotices;

beforeEach(() => {
  deliveries = new DeliveriesInMemory();
  postbox = new Postbox();
  said = [];
  notices = new DeliverNotices(deliveries, postbox, {
    onDelivered: () => said.push('delivered'),
    onRetry: (_, reason) => said.push(`retry: ${reason}`),
    onDead: (_, reason) => said.push(`dead: ${reason}`),
  });
});

afterEach(() => {
  jest.useRealTimers();
});

const untilIdle = async (): Promise<string[]> => {
  const outcomes: string[] = [];
  for (;;) {
    const outcome = await notices.deliverNext();
    if (outcome === 'idle') return outcomes;
    outcomes.push(outcome);
  }
};

/** Tries on until the delivery is settled, however long its waits are. */
const untilSettled = async (): Promise<string[]> => {
  const outcomes: string[] = [];
  while (deliveries.kept.some(({ state }) => state === 'due')) {
    outcomes.push(...(await untilIdle()));
    deliveries.seconds = Math.max(...deliveries.kept.map(({ dueAt }) => dueAt));
  }
  return outcomes;
};

describe('delivering notices', () => {
  it('mails every verified contact once, and is idle afterwards (ASVS-6.3.7)', async () => {
    deliveries.happened('password_changed', ['anna@example.org', 'anna@example.net']);
    expect(await notices.dispatch()).toBe(2);
    expect(await untilIdle()).toEqual(['delivered', 'delivered']);
    expect(postbox.mails.map(({ to }) => to)).toEqual(['anna@example.org', 'anna@example.net']);
    expect(said).toEqual(['delivered', 'delivered']);
    deliveries.seconds += 86_400;
    expect(await untilIdle()).toEqual([]);
  });

  it('are text messages to telephones, and wait where there is no gateway', async () => {
    deliveries.happened('password_reset', '+4917604069001');
    await notices.dispatch();
    expect(await untilIdle()).toEqual(['retry']);
    expect(said).toEqual(['retry: no gateway for text messages here']);

    const texts: TextMessage[] = [];
    const gateway = { send: async (text: TextMessage) => void texts.push(text) };
    notices = new DeliverNotices(deliveries, postbox, {}, gateway);
    deliveries.seconds += 10;
    expect(await untilIdle()).toEqual(['delivered']);
    expect(texts).toMatchObject([{ to: '+4917604069001' }]);
    expect(texts[0]?.text).toContain('Demo House: your password was reset (2026-11-22 17:58 UTC).');
    expect(texts[0]?.text).toContain('Demo House: Ihr Passwort wurde zurückgesetzt');
    expect(postbox.mails).toEqual([]);
  });

  it('passes over events that nobody is told about', async () => {
    deliveries.happened('multifactor_settings_changed', 'anna@example.org');
    expect(await notices.dispatch()).toBe(0);
    expect(await notices.deliverNext()).toBe('idle');
  });

  it('tells the second event of a subject after the first, others are not held up', async () => {
    deliveries.happened('password_set', 'anna@example.org');
    deliveries.happened('password_changed', 'anna@example.org');
    deliveries.happened('password_set', 'bob@example.org', { subject: 'bob' });
    await notices.dispatch();
    postbox.trouble = ({ subject }) =>
      subject.startsWith('A password was set') ? new MessageNotSent('smtp 451') : undefined;
    expect(await untilIdle()).toEqual(['retry', 'retry']);
    expect(postbox.mails).toEqual([]);

    postbox.trouble = () => undefined;
    deliveries.seconds += 5;
    expect(await untilIdle()).toEqual(['delivered', 'delivered', 'delivered']);
    const annas = postbox.mails.filter(({ to }) => to === 'anna@example.org');
    expect(annas.map(({ subject }) => subject)).toEqual([
      'A password was set for your account at Demo House',
      'Your password for Demo House was changed',
    ]);
  });

  it('lets the next event go on once its predecessor is given up', async () => {
    deliveries.happened('password_set', 'anna@example.org\r\nBcc: eve@evil.example');
    deliveries.happened('password_changed', 'anna@example.org');
    await notices.dispatch();
    expect(await untilIdle()).toEqual(['dead', 'delivered']);
    expect(postbox.mails).toHaveLength(1);
    expect(said).toEqual(['dead: not a mail address', 'delivered']);
  });
});

describe('a delivery that fails', () => {
  beforeEach(async () => {
    deliveries.happened('password_changed', 'anna@example.org');
    await notices.dispatch();
  });

  it('is tried again after 5 s, then after twice as long, at most hourly, for a day', async () => {
    postbox.trouble = () => new MessageNotSent('smtp ECONNECTION');
    const outcomes = await untilSettled();
    expect(outcomes.slice(0, -1).every((outcome) => outcome === 'retry')).toBe(true);
    expect(outcomes.at(-1)).toBe('dead');
    expect(deliveries.seconds).toBeGreaterThanOrEqual(86_400);
    expect(deliveries.seconds).toBeLessThan(2 * 86_400);
  });

  it('waits 5, 10, 20 seconds', async () => {
    postbox.trouble = () => new MessageNotSent('smtp 421');
    const waits: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      await notices.deliverNext();
      const dueAt = deliveries.kept[0]?.dueAt ?? 0;
      waits.push(dueAt - deliveries.seconds);
      deliveries.seconds = dueAt;
    }
    expect(waits).toEqual([5, 10, 20]);
  });

  it('is given up after minutes when the server refuses the mailbox', async () => {
    postbox.trouble = () => new MessageNotSent('smtp RCPT TO 550', true);
    expect((await untilSettled()).at(-1)).toBe('dead');
    expect(deliveries.seconds).toBeLessThanOrEqual(3600);
  });

  it('keeps neither an address nor an unforeseen message as its reason', async () => {
    postbox.trouble = ({ to }) => new TypeError(`cannot read ${to}`);
    await notices.deliverNext();
    expect(deliveries.kept[0]?.reason).toBe('unexpected TypeError');
    expect(said).toEqual(['retry: unexpected TypeError']);
  });

  it('is left for a replica that knows the event, when this one does not', async () => {
    const kept = deliveries.kept[0];
    if (!kept) throw new Error('nothing was dispatched');
    const { event } = kept.delivery;
    Object.assign(kept.delivery, { event: { ...event, type: 'passkey_registered' } });
    expect(await notices.deliverNext()).toBe('retry');
    expect(postbox.mails).toEqual([]);
  });
});

describe('a process that dies (F04)', () => {
  beforeEach(async () => {
    deliveries.happened('password_changed', 'anna@example.org');
    await notices.dispatch();
  });

  it('between sending and acknowledging: the mail goes again, under the same message id', async () => {
    jest.spyOn(deliveries, 'acknowledged').mockRejectedValueOnce(new Error('killed'));
    await expect(notices.deliverNext()).rejects.toThrow('killed');
    expect(await notices.deliverNext()).toBe('idle');

    deliveries.seconds += 4;
    expect(await notices.deliverNext()).toBe('delivered');
    const [first, second] = postbox.mails;
    expect(second).toEqual(first);
    expect(deliveries.states()).toEqual(['acknowledged']);
  });

  it('before sending: what it held is free within 4 seconds', async () => {
    await deliveries.claim(4);
    expect(await notices.deliverNext()).toBe('idle');
    deliveries.seconds += 4;
    expect(await notices.deliverNext()).toBe('delivered');
  });

  it('a slow one keeps its claim: no other process sends the same mail meanwhile', async () => {
    jest.useFakeTimers();
    let taken = (): void => undefined;
    jest.spyOn(postbox, 'send').mockReturnValueOnce(new Promise((resolve) => (taken = resolve)));
    const slow = notices.deliverNext();
    for (let second = 0; second < 20; second += 1) {
      await jest.advanceTimersByTimeAsync(1000);
      deliveries.seconds += 1;
      expect(await new DeliverNotices(deliveries, postbox).deliverNext()).toBe('idle');
    }
    taken();
    expect(await slow).toBe('delivered');
    expect(deliveries.states()).toEqual(['acknowledged']);
  });

  it('a claim that cannot be prolonged does not stop the mail', async () => {
    jest.useFakeTimers();
    jest.spyOn(deliveries, 'prolong').mockRejectedValue(new Error('no database'));
    let taken = (): void => undefined;
    jest.spyOn(postbox, 'send').mockReturnValueOnce(new Promise((resolve) => (taken = resolve)));
    const slow = notices.deliverNext();
    await jest.advanceTimersByTimeAsync(3000);
    taken();
    expect(await slow).toBe('delivered');
  });
});
