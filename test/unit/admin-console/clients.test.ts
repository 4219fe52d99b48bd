import { describe, expect, it } from '@jest/globals';

import type { RegisteredClients } from '#libs/client';

import { problemsOf, withPage } from '../../../apps/admin-console/src/clients/client-problems.js';

const clients: RegisteredClients = {
  origins: ['https://shop.example.com'],
  pages: { reset: '/reset', reset_done: '/done' },
  mfa_v1: false,
};

describe('registered clients, before they are sent', () => {
  it('are found wrong by the code that the service has', () => {
    expect(problemsOf(clients)).toEqual({ origin: undefined, pages: [] });
    const wrong = { ...clients, origins: ['https://shop.example.com', 'shop.example.com'] };
    expect(problemsOf(wrong).origin).toBe('shop.example.com');
    const plain = withPage(clients, 'reset', 'http://shop.example.com/reset');
    expect(problemsOf(plain).pages).toEqual(['reset']);
  });

  it('have no page where its field is empty, and keep the order of the others', () => {
    expect(withPage(clients, 'reset', ' ').pages).toEqual({ reset_done: '/done' });
    const back = withPage(withPage(clients, 'reset', ''), 'reset', '/reset');
    expect(JSON.stringify(back)).toBe(JSON.stringify(clients));
  });
});
