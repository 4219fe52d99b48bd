import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { FileMailbox } from '../../../apps/quickstart/src/mailbox/file-mailbox.js';
import { mailboxPage } from '../../../apps/quickstart/src/mailbox/mailbox-page.js';
import { markup } from '../../../apps/quickstart/src/pages/markup.js';
import { startPage } from '../../../apps/quickstart/src/tour/start-page.js';
import { curlOf, tokenCommand } from '../../../apps/quickstart/src/tour/step.js';
import { emptyFolder } from './folder.js';

const LOOK = { sheet: '/a.css', mark: '/m.svg', language: 'en' } as const;

const clock = { now: () => new Date('2025-06-01T12:00:00Z') };
const mail = (name: string) => ({
  messageId: `<${name}@latchkey>`,
  to: 'alice@example.com',
  subject: name,
  text: `Text of ${name}`,
});

describe('the demo mailbox', () => {
  it('shows the newest mail first and keeps all over a restart', async () => {
    const file = join(await emptyFolder(), 'mails');
    const mailbox = await FileMailbox.open(file, clock);
    await mailbox.send(mail('first'));
    await mailbox.send(mail('second'));
    const later = await FileMailbox.open(file, clock);
    expect(later.newestFirst().map(({ subject }) => subject)).toEqual(['second', 'first']);
    expect(later.newestFirst()[0]?.receivedAt).toBe('2025-06-01T12:00:00.000Z');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('drops a repetition of the same mail', async () => {
    const mailbox = await FileMailbox.open(join(await emptyFolder(), 'mails'), clock);
    await mailbox.send(mail('once'));
    await mailbox.send(mail('once'));
    expect(mailbox.newestFirst()).toHaveLength(1);
  });

  it('loses one line at most when a kill cut it short', async () => {
    const file = join(await emptyFolder(), 'mails');
    await (await FileMailbox.open(file, clock)).send(mail('whole'));
    await appendFile(file, '{"messageId":"<cut');
    const mailbox = await FileMailbox.open(file, clock);
    await mailbox.send(mail('next'));
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
    const again = await FileMailbox.open(file, clock);
    expect(again.newestFirst().map(({ subject }) => subject)).toEqual(['next', 'whole']);
  });
});

describe('pages', () => {
  const hostile = '<script>alert("1")</script>&\'';
  const received = { ...mail(hostile), text: hostile, receivedAt: '2025-06-01T12:00:00.000Z' };

  it('escape everything that was put in', () => {
    expect(markup`<p title="${hostile}">${hostile}</p>`.html).not.toMatch(/<script|"1"|&'/);
    const body = String(mailboxPage([received], LOOK).body);
    expect(body).not.toContain('<script');
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;');
  });

  it('allow no script, no form, no frame, and styles of our own alone', () => {
    const { headers, body } = mailboxPage([], LOOK);
    expect(String(body)).not.toMatch(/<style|<script|style=/);
    expect(headers?.['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('make links of the addresses in a mail, and of nothing else', () => {
    const text = 'Open https://id.example/reset#code=a&b="c or javascript:alert(1)';
    const body = String(mailboxPage([{ ...received, text }], LOOK).body);
    expect(body).toContain('<a href="https://id.example/reset#code=a&amp;b=&quot;c">');
    expect(body).not.toContain('href="javascript');
  });

  it('say in which language they are, and follow the reader’s light or dark', () => {
    const body = (language: 'en' | 'de') =>
      String(startPage('http://127.0.0.1:3000', { ...LOOK, language }).body);
    expect(body('en')).toContain('<html lang="en">');
    expect(body('de')).toContain('<html lang="de">');
    expect(body('de')).toContain('Latchkey läuft');
    expect(body('en')).toContain('name="color-scheme" content="light dark"');
  });
});

describe('commands to paste', () => {
  const url = 'http://127.0.0.1:3000';

  it('carry a token, a body and the ETag that the route wants', () => {
    const step = {
      shows: { en: 'x', de: 'x' },
      as: 'dora',
      method: 'PUT',
      path: '/x',
      body: { a: 'b$' },
      ifMatch: true,
      status: 200,
      answer: '',
    } as const;
    const etag =
      "$(curl -s -D - -o /dev/null http://127.0.0.1:3000/x -H \"authorization: Bearer $DORA\" | tr -d '\\r' | sed -n 's/^etag: //p')";
    expect(curlOf(step, url)).toBe(
      `curl -s -X PUT ${url}/x -H "authorization: Bearer $DORA" -H "if-match: ${etag}" ` +
        `-H 'content-type: application/json' --data-raw '{"a":"b$"}'`,
    );
  });

  it('get a token into a variable of its owner’s name', () => {
    expect(tokenCommand('alice', url)).toMatch(
      /^ALICE=\$\(curl -s http:\/\/127\.0\.0\.1:3000\/demo\/token /,
    );
  });
});
