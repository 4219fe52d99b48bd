import { describe, expect, it } from '@jest/globals';

import { KeyRing, MixedDecoys } from '#libs/hashing';
import { subjectId, tenantId } from '#libs/identity';

const tenant = tenantId('legacy');
const nobody = (n: number) => ({ tenant, subject: subjectId(`nobody-${String(n)}`) });

describe('what stands in for a hash that is not there', () => {
  const ring = KeyRing.generate();

  it('is of our own format where nobody of the tenant has another', () => {
    expect(new MixedDecoys(ring, 'ours').of(nobody(1))).toBe('ours');
    expect(new MixedDecoys(ring, 'ours', () => [{ hash: 'old', share: 1 }]).of()).toBe('ours');
  });

  it('R02: has each format as often as people of the tenant have it', () => {
    const shares = [
      { hash: 'bcrypt', share: 0.5 },
      { hash: 'pbkdf2', share: 0.25 },
    ];
    const decoys = new MixedDecoys(ring, 'ours', (of) => (of === tenant ? shares : []));
    const count = new Map<string, number>();
    for (let n = 0; n < 4000; n += 1) {
      const format = decoys.of(nobody(n));
      count.set(format, (count.get(format) ?? 0) + 1);
    }
    // Six standard deviations of 4,000 draws either way.
    expect(Math.abs((count.get('bcrypt') ?? 0) - 2000)).toBeLessThan(190);
    expect(Math.abs((count.get('pbkdf2') ?? 0) - 1000)).toBeLessThan(165);
    expect(Math.abs((count.get('ours') ?? 0) - 1000)).toBeLessThan(165);
    expect(decoys.of({ ...nobody(1), tenant: tenantId('demo') })).toBe('ours');
  });

  it('R02: is always the same for the same name, in every process that has the ring', () => {
    const others = () => [{ hash: 'bcrypt', share: 0.5 }];
    const [one, other] = [0, 1].map(() => new MixedDecoys(ring, 'ours', others));
    for (let n = 0; n < 50; n += 1) expect(one?.of(nobody(n))).toBe(other?.of(nobody(n)));
  });
});
