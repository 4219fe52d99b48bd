import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { subjectId, tenantId } from '#libs/identity';
import { composeMail, type Delivery, isMailAddress, NOTICEABLE } from '#libs/notifications';

const delivery: Delivery = {
  id: '0b6e31a4-1f5c-4b43-8f3f-6a1b4dfd1c11',
  tenant: tenantId('demo'),
  tenantName: 'Demo House',
  subject: subjectId('4838dab3-6d88-4403-8dda-c1486754121a'),
  channel: 'mail',
  address: 'anna@example.org',
  event: {
    id: 'e1',
    type: 'password_changed',
    occurredAt: new Date('2026-11-22T17:58:32Z'),
    ip: '203.0.113.7',
  },
  attempt: 1,
};

describe('a notice', () => {
  it('says what happened, when in UTC, from where, and what to do if it was somebody else', () => {
    const mail = composeMail(delivery, 'password_changed');
    expect(mail.to).toBe('anna@example.org');
    expect(mail.subject).toBe('Your password for Demo House was changed');
    expect(mail.text).toContain('When: 2026-11-22 17:58 UTC');
    expect(mail.text).toContain('From: 203.0.113.7');
    expect(mail.text).toContain('If this was not you');
  });

  it.each(NOTICEABLE)('has a subject of its own for %s', (type) => {
    const subjects = NOTICEABLE.map((each) => composeMail(delivery, each).subject);
    expect(subjects.filter((each) => each === composeMail(delivery, type).subject)).toHaveLength(1);
  });

  it('carries no link and not the subject id', () => {
    for (const type of NOTICEABLE) {
      const { subject, text } = composeMail(delivery, type);
      expect(subject + text).not.toMatch(/https?:|www\.|4838dab3/);
    }
  });

  it('says in both languages when a password expires', () => {
    const event = { ...delivery.event, expiresAt: new Date('2026-12-06T08:30:00Z') };
    const { subject, text } = composeMail({ ...delivery, event }, 'password_expiring');
    expect(subject).toBe('Your password for Demo House expires soon');
    expect(text).toContain('Expires: 2026-12-06 08:30 UTC');
    expect(text).toContain('Ihr Passwort für Demo House läuft bald ab.');
    expect(text).toContain('Läuft ab: 2026-12-06 08:30 UTC');
    expect(text).not.toContain(event.ip);
  });

  it('says in both languages that a password has expired', () => {
    const event = { ...delivery.event, expiresAt: new Date('2026-11-20T08:30:00Z') };
    const { subject, text } = composeMail({ ...delivery, event }, 'password_expired');
    expect(subject).toBe('Your password for Demo House has expired');
    expect(text).toContain('Expired: 2026-11-20 08:30 UTC');
    expect(text).toContain('Abgelaufen: 2026-11-20 08:30 UTC');
  });

  it('has the same message id for every try', () => {
    const again = composeMail({ ...delivery, attempt: 7 }, 'password_changed');
    expect(again).toEqual(composeMail(delivery, 'password_changed'));
  });

  it('says so when the address of the caller is unknown or is no address', () => {
    const { ip: _, ...event } = delivery.event;
    expect(composeMail({ ...delivery, event }, 'password_changed').text).toContain(
      'From: an address we do not know',
    );
    const forged = { ...event, ip: '203.0.113.7\nIf this was you, call +1 900' };
    expect(composeMail({ ...delivery, event: forged }, 'password_changed').text).not.toContain(
      'call',
    );
  });

  it('names the tenant by its id when its name holds nothing that can be printed', () => {
    const mail = composeMail({ ...delivery, tenantName: '\u0000\u202e \r\n' }, 'password_set');
    expect(mail.subject).toBe('A password was set for your account at demo');
  });

  it('keeps a name in any script, and shortens one that is a message of its own', () => {
    const greek = composeMail({ ...delivery, tenantName: 'Οίκος Ä' }, 'password_changed');
    expect(greek.subject).toContain('Οίκος Ä');
    const long = composeMail({ ...delivery, tenantName: 'x'.repeat(500) }, 'password_changed');
    expect(long.subject.length).toBeLessThan(100);
  });

  it('never lets a tenant name start a line, hide a character or turn the direction', () => {
    const hostile = fc.string({ unit: 'binary', maxLength: 200 });
    const spiced = fc.tuple(
      hostile,
      fc.constantFrom('\r\nBcc: eve@evil.example', '\u202e', '\u2028'),
    );
    fc.assert(
      fc.property(spiced, ([name, spice]) => {
        const { subject, text } = composeMail(
          { ...delivery, tenantName: name + spice },
          'password_changed',
        );
        expect(subject).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        expect(text.split('\n')).toHaveLength(
          composeMail(delivery, 'password_changed').text.split('\n').length,
        );
      }),
    );
  });
});

describe('an address that mail may go to', () => {
  it.each(['anna@example.org', 'a.b+c@sub.example.org', 'jörg@exämple.org', "o'neil@x.example"])(
    'is one plain mailbox: %s',
    (address) => {
      expect(isMailAddress(address)).toBe(true);
    },
  );

  it.each([
    ['two recipients', 'anna@example.org,eve@evil.example'],
    ['a second line', 'anna@example.org\r\nRCPT TO:<eve@evil.example>'],
    ['a lone line feed', 'anna@example.org\nBcc: eve@evil.example'],
    ['a closing bracket', 'anna@example.org> SIZE=1'],
    ['a display name', 'Eve <anna@example.org>'],
    ['a quoted local part', '"anna eve"@example.org'],
    ['a group', 'friends:anna@example.org;'],
    ['two domains', 'anna@example.org@evil.example'],
    ['an invisible character', 'anna\u200b@example.org'],
    ['a NUL', 'anna\u0000@example.org'],
    ['no domain', 'anna@'],
    ['nothing', ''],
    ['more than a path may have', `${'a'.repeat(250)}@example.org`],
  ])('is none with %s', (_, address) => {
    expect(isMailAddress(address)).toBe(false);
  });
});
