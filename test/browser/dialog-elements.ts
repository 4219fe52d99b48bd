import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';

type Look = (page: Page) => Promise<void>;

const part = (page: Page, name: string): Locator =>
  page.locator(`latchkey-password [part=${name}]`);

/** A password that has to be given, hidden until somebody wants to see it. */
const passwordField =
  (id: string, label: string): Look =>
  async (page) => {
    const input = page.getByLabel(label, { exact: true });
    expect(await input.getAttribute('id')).toBe(id);
    expect(await input.getAttribute('required')).not.toBeNull();
    const toggle = page.getByRole('button', { name: `Show password: ${label}` });
    expect(await toggle.getAttribute('aria-controls')).toBe(id);
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
  };

/** The published table of elements, row by row. */
export const ELEMENTS: readonly (readonly [row: string, look: Look])[] = [
  [
    '1 Dialog title: displays Change password',
    async (page) => {
      await page.getByRole('dialog', { name: 'Change password' }).waitFor();
      expect(await part(page, 'title').innerText()).toBe('Change password');
    },
  ],
  [
    '2 Close action: dismisses the dialog',
    async (page) => {
      const close = page.getByRole('button', { name: 'Close' });
      expect(await close.getAttribute('part')).toBe('close');
    },
  ],
  [
    '3 Current password field: required input with visibility toggle',
    passwordField('current-password', 'Current password'),
  ],
  [
    '4 New password field: required input with visibility toggle',
    passwordField('new-password', 'New password'),
  ],
  [
    '5 Password requirements: lists the required password rules',
    async (page) => {
      const rules = await part(page, 'password-rules').getByRole('listitem').allInnerTexts();
      expect(rules.length).toBeGreaterThan(3);
      expect(rules.join()).toContain('At least 8 characters');
    },
  ],
  [
    '6 Forgot password link: opens the reset password flow',
    async (page) => {
      const link = page.getByRole('link', { name: 'Forgot password?' });
      expect(await link.getAttribute('href')).toMatch(/\/reset$/);
    },
  ],
  [
    '7 Cancel action: closes the dialog without changes',
    async (page) => {
      const cancel = page.getByRole('button', { name: 'Cancel' });
      expect(await cancel.getAttribute('type')).toBe('button');
    },
  ],
  [
    '8 Update password action: submits the password update',
    async (page) => {
      const update = page.getByRole('button', { name: 'Update password' });
      expect(await update.getAttribute('type')).toBe('submit');
    },
  ],
];

/** Level, reference, type and placement, as they are published. */
export const ELEMENT_TYPES = [
  [1, 'title', 'Regular', 'header'],
  [1, 'close', 'Action', 'header'],
  [1, 'current-password', 'Password', 'body'],
  [1, 'new-password', 'Password', 'body'],
  [1, 'password-rules', 'Regular', 'body'],
  [1, 'reset-password', 'Link', 'body'],
  [1, 'cancel', 'Button', 'footer'],
  [1, 'update-password', 'Button', 'footer'],
] as const;

/** What each published type is made of in a page. */
const MADE_OF = {
  Regular: ':is(h2, section)',
  Action: 'button',
  Password: 'input[type=password]',
  Link: 'a[href]',
  Button: 'button',
} as const;

/** The element of that reference, where it belongs and of what it should be. */
export const elementOf = (
  page: Page,
  [, reference, type, placement]: (typeof ELEMENT_TYPES)[number],
): Locator =>
  part(page, placement).locator(`${MADE_OF[type]}:is([part=${reference}], #${reference})`);
