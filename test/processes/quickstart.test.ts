import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { STEPS, TRAVELLERS } from '../../apps/quickstart/src/tour/steps.js';
import type { QuickstartProcess } from '../support/quickstart.js';
import {
  asked,
  demoToken,
  openFolder,
  refusedQuickstart,
  startQuickstart,
} from '../support/quickstart.js';

const ALICE = '4838dab3-6d88-4403-8dda-c1486754121a';
const PASSWORD = '/password-srv/password';

const CHANGE = {
  sub: ALICE,
  old_password: 'Test1234%',
  new_password: 'Test12345$',
  confirm_password: 'Test12345$',
};
/** The commands as they stand in the terminal, each with the answer that is printed under it. */
function printedSteps(printed: string): { command: string; answer: RegExp }[] {
  return [...printed.matchAll(/^ {2}((?:sleep \d+; )?curl .*)\n {2}→ \d+ (.*)$/gm)].map(
    ([, command, answer]) => ({
      command: command ?? '',
      answer: new RegExp(
        (answer ?? '')
          .split('…')
          .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
          .join('[^]*'),
      ),
    }),
  );
}

/** One shell for all, as a person has one terminal: the tokens stay in its variables. */
function pasted({ printed }: QuickstartProcess): string[] {
  const text = printed();
  const tokens = [...text.matchAll(/^ {2}([A-Z]+=\$\(curl .*)$/gm)].map(([, line]) => line);
  const steps = printedSteps(text).map(({ command }) => `${command}; echo`);
  const { stdout } = spawnSync('sh', ['-c', [...tokens, ...steps].join('\n')], {
    encoding: 'utf8',
  });
  return stdout.trimEnd().split('\n');
}

/** The same requests without a shell, for machines that have no curl. */
async function sent({ url }: QuickstartProcess): Promise<string[]> {
  const answers: string[] = [];
  const tokens = new Map<string, string>();
  for (const user of TRAVELLERS) tokens.set(user, (await demoToken(url, { user })).token);
  for (const { as = '', after = 0, method, path, body, ifMatch } of STEPS) {
    const token = tokens.get(as);
    const etag = ifMatch && (await asked(url, 'GET', path, undefined, token)).headers.get('etag');
    const headers = etag ? { 'if-match': etag } : {};
    await new Promise((resolve) => setTimeout(resolve, after * 1000));
    answers.push(JSON.stringify((await asked(url, method, path, body, token, headers)).body));
  }
  return answers;
}

const curl = spawnSync('curl', ['--version']).status === 0;

describe('quickstart', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let data: string;
  let quickstart: QuickstartProcess;
  const start = async (): Promise<void> => {
    const started = await startQuickstart({ folder: data });
    quickstart = started;
  };

  beforeAll(async () => {
    folder = await openFolder();
    data = join(folder.path, 'data');
    await start();
  }, 120_000);
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  it('prints commands that give the printed answers, pasted in their order', async () => {
    const printed = quickstart.printed();
    const steps = printedSteps(printed);
    expect(steps).toHaveLength(11);
    const answers = curl ? pasted(quickstart) : await sent(quickstart);
    steps.forEach(({ answer }, index) => expect(answers[index]).toMatch(answer));
    expect(answers).toHaveLength(steps.length);
  }, 60_000);

  it('keeps everything over kill -9, the session of before included', async () => {
    const { token } = await demoToken(quickstart.url, { user: 'alice' });
    const before = await asked(quickstart.url, 'GET', '/mailbox.json');
    const postmaster = await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8');
    await quickstart.stop('SIGKILL');

    await start();
    expect(await readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8')).not.toBe(
      postmaster,
    );
    const other = { new_password: 'Never-in-force-3', confirm_password: 'Never-in-force-3' };
    const wrong = { ...CHANGE, ...other };
    expect((await asked(quickstart.url, 'PUT', PASSWORD, wrong, token)).status).toBe(400);
    const back = { ...CHANGE, old_password: 'Test12345$', new_password: 'Brand-new-one-7' };
    const next = { ...back, confirm_password: back.new_password };
    expect((await asked(quickstart.url, 'PUT', PASSWORD, next, token)).status).toBe(200);
    const after = (await asked(quickstart.url, 'GET', '/mailbox.json')).body as unknown[];
    expect(after).toEqual(expect.arrayContaining(before.body as unknown[]));
    expect(quickstart.printed()).toContain('to begin anew, stop and delete');
  }, 60_000);

  it('is told from a second start on its folder, which touches nothing', async () => {
    const lock = await readFile(join(data, 'running.json'), 'utf8');
    const { code, printed } = await refusedQuickstart({ folder: data });
    expect(code).toBe(1);
    expect(printed).toContain(`Latchkey already runs with ${data}: ${quickstart.url}`);
    expect(await readFile(join(data, 'running.json'), 'utf8')).toBe(lock);
    expect((await asked(quickstart.url, 'GET', '/health/ready')).status).toBe(200);
  }, 60_000);

  it('lives beside another one with a port and a folder of its own', async () => {
    const other = await startQuickstart({ folder: join(folder.path, 'other') });
    const { token } = await demoToken(other.url, { user: 'alice' });
    expect((await asked(other.url, 'PUT', PASSWORD, CHANGE, token)).status).toBe(200);
    expect((await asked(quickstart.url, 'PUT', PASSWORD, CHANGE, token)).status).toBe(401);
    expect(await other.stop()).toBe(0);
  }, 60_000);

  it('stops in order: exit 0, no server and no lock left', async () => {
    expect(await quickstart.stop()).toBe(0);
    expect(existsSync(join(data, 'postgres/cluster/postmaster.pid'))).toBe(false);
    expect(existsSync(join(data, 'running.json'))).toBe(false);
  }, 60_000);
});
