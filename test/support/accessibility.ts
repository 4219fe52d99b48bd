import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What colours alone decide: all that is left to ask of a page in another scheme (WCAG 2.2 §1.4.3). */
export const CONTRAST = ['color-contrast', 'link-in-text-block'];

/** 7:1, as AAA asks (§1.4.6). */
export const ENHANCED_CONTRAST = ['color-contrast-enhanced'];

/**
 * What WCAG 2.2 AA asks, as far as a machine can tell, and the tool's own good practice; with `rules`
 * these alone, which is much faster.
 */
export async function violations(
  page: Page,
  rules?: readonly string[],
): Promise<readonly string[]> {
  // No frames here: judged in the page itself, without a second one to gather verdicts in.
  const axe = new AxeBuilder({ page: page as never }).setLegacyMode();
  const asked = rules
    ? axe.withRules([...rules])
    : axe.options({ rules: { 'target-size': { enabled: true } } });
  const found = await asked.analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** How much is wider than the screen, in both directions of writing (WCAG 2.2 §1.4.10). */
export const overflow = (page: Page): Promise<number[]> =>
  page.evaluate(`['rtl', 'ltr'].map((direction) => {
    document.documentElement.dir = direction;
    return document.documentElement.scrollWidth - innerWidth;
  })`);
