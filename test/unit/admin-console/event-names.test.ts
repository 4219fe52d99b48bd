import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { EVENT_NAMES, eventName } from '../../../apps/admin-console/src/audit/event-names.js';

const STORES = new URL('../../../libs/persistence/src/stores/', import.meta.url).pathname;

/** What settings journal, as their stores spell it. */
const SETTINGS_EVENT =
  /'((?:\w+_settings|\w+_policy|clients|deny_list|range_server)_changed|exemption_\w+|medium_\w+ed)'/g;

describe('the names of events in the audit', () => {
  it('are there in both languages', () => {
    expect(Object.keys(EVENT_NAMES.de)).toEqual(Object.keys(EVENT_NAMES.en));
  });

  it('are there for everything that stores of settings journal', () => {
    const texts = readdirSync(STORES).map((file) => readFileSync(join(STORES, file), 'utf8'));
    const types = texts.flatMap((text) =>
      [...text.matchAll(SETTINGS_EVENT)].map(([, type = '']) => type),
    );
    expect(types.length).toBeGreaterThan(5);
    expect(types.filter((type) => !(type in EVENT_NAMES.en))).toEqual([]);
  });

  it('of events that this page is too old to know are their own', () => {
    expect(eventName('some_newer_event', 'de')).toBe('some newer event');
  });
});
