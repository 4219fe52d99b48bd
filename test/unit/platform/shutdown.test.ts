import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Injectable, Module } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';

import { CannotListen } from '#libs/platform';

import { Gate, gates, Routes, serve } from './service.js';

const events: string[] = [];

@Injectable()
class Pool implements OnApplicationShutdown {
  onApplicationShutdown(): void {
    events.push('pool closed');
  }
}

@Module({ controllers: [Routes], providers: [Pool] })
class ModuleWithPool {}

/** A slow request that was accepted and has not come to its end. */
const underway = async (url: string): Promise<{ gate: Gate; answer: Promise<Response> }> => {
  const gate = new Gate();
  gates.set('slow', gate);
  const answer = fetch(`${url}/red/slow/slow`);
  await gate.reached;
  return { gate, answer };
};

describe('stopping', () => {
  it('finishes an accepted request before the module closes its things, and takes no new one', async () => {
    const service = await serve({ module: ModuleWithPool });
    const { gate, answer } = await underway(service.url);
    const stopped = service.stop().then(() => events.push('stopped'));
    await expect(fetch(`${service.url}/blue/people/1`)).rejects.toThrow();
    expect(events).toEqual([]);
    gate.open();
    const finished = await answer;
    expect([finished.status, await finished.json()]).toEqual([200, { finished: true }]);
    await stopped;
    expect(events).toEqual(['pool closed', 'stopped']);
  });

  it('says so to probes on a connection that is still there', async () => {
    const service = await serve({ internalPort: 0 });
    const { gate, answer } = await underway(service.url);
    expect((await fetch(`${service.internalUrl}/health/ready`)).status).toBe(200);
    const { instance } = { instance: service.app.getHttpAdapter().getInstance() as Injecting };
    const stopped = service.stop();
    const probe = await instance.inject({ url: '/health/ready' });
    expect([probe.statusCode, probe.headers['connection'], probe.json().status]).toEqual([
      503,
      'close',
      'stopping',
    ]);
    gate.open();
    await (await answer).text();
    await stopped;
  });

  it('does not wait for ever: what has not ended after the grace is cut off, and logged', async () => {
    const service = await serve({ limits: { grace: 50 } });
    const { answer } = await underway(service.url);
    const cut = expect(answer).rejects.toThrow();
    await service.stop();
    await cut;
    expect(service.lines.join('')).toContain('some requests had not come to their end');
  });

  it('twice is stopping once', async () => {
    const service = await serve();
    await Promise.all([service.stop(), service.stop()]);
    await expect(fetch(service.url)).rejects.toThrow();
  });
});

interface Injecting {
  inject(request: { url: string }): Promise<{
    statusCode: number;
    headers: Record<string, unknown>;
    json(): { status: string };
  }>;
}

describe('a port that cannot be had', () => {
  const taken = async (work: (port: number) => Promise<void>): Promise<void> => {
    const other = createServer();
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    try {
      await work((other.address() as AddressInfo).port);
    } finally {
      other.close();
    }
  };

  it('is named with what to do about it, and nothing stays open', () =>
    taken(async (port) => {
      events.length = 0;
      const started = serve({ module: ModuleWithPool, port, internalPort: 0 });
      await expect(started).rejects.toThrow(CannotListen);
      await expect(started).rejects.toThrow(
        `port ${String(port)} of 127.0.0.1 is in use. Stop the process that has it, or choose another port with PORT.`,
      );
      expect(events).toEqual(['pool closed']);
    }));

  it('is named by its own variable where it is the internal one', () =>
    taken(async (internalPort) => {
      await expect(serve({ internalPort })).rejects.toThrow('with LATCHKEY_INTERNAL_PORT.');
    }));

  it('may be on an address that is not this machine’s', async () => {
    await expect(serve({ host: '203.0.113.7' })).rejects.toThrow('Correct LATCHKEY_HOST.');
  });
});

describe('the end of a process', () => {
  const HELD = `
    import { createLogger, logUnhandled, stopOnSignals } from '#libs/platform';
    const logger = createLogger({ service: 'child', level: 'info' });
    logUnhandled(logger);
    const alive = setInterval(() => undefined, 1000);
  `;

  /** Runs a script from the built house; `react` answers what it prints. */
  const run = (script: string, react: (line: string, kill: (s: NodeJS.Signals) => void) => void) =>
    new Promise<{ code: number | null; printed: string }>((resolve) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', HELD + script]);
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        react(chunk.toString(), (signal) => child.kill(signal));
      });
      child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      child.on('close', (code) => resolve({ code, printed }));
    });

  it('is 0 after a signal, when everything was stopped', async () => {
    const script = `
      stopOnSignals({ stop: async () => logger.warn('stopped') }, logger);
      console.log('up');`;
    const { code, printed } = await run(
      script,
      (line, kill) => line.includes('up') && kill('SIGTERM'),
    );
    expect(printed).toMatch(/"signal":"SIGTERM".*"stopped"/su);
    expect(code).toBe(0);
  });

  it('is 1 at the second signal, at once', async () => {
    const script = `
      stopOnSignals({ stop: () => { console.log('stopping'); return new Promise(() => undefined); } }, logger);
      console.log('up');`;
    const { code } = await run(script, (_line, kill) => kill('SIGINT'));
    expect(code).toBe(1);
  });

  it('ASVS-16.5.4: does not come from a rejection that nobody handled, which is logged', async () => {
    const script = `
      stopOnSignals({ stop: async () => undefined }, logger);
      void Promise.reject(new Error('lost "Canary-4711"'));
      setTimeout(() => console.log('up'), 20);`;
    const { code, printed } = await run(
      script,
      (line, kill) => line.includes('up') && kill('SIGTERM'),
    );
    expect(printed).toContain('unhandled rejection');
    expect(printed).not.toContain('Canary');
    expect(code).toBe(0);
  });

  it('is 1 after an exception that nobody caught, without its message', async () => {
    const script = `setTimeout(() => { throw new Error('lost "Canary-4711"'); }, 1);`;
    const { code, printed } = await run(script, () => undefined);
    expect(printed).toContain('uncaught exception');
    expect(printed).not.toContain('Canary');
    expect(code).toBe(1);
  });
});
