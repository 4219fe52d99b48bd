import { sqlMigration } from './sql-migration.js';

/** In which language a reset was asked for, where that is known; and notices by telephone. */
export const LanguagesAndTexts = sqlMigration(
  'LanguagesAndTexts1763800000020',
  `
  ALTER TABLE credentials.reset_request
    ADD COLUMN language text CHECK (language IN ('en', 'de'));

  ALTER TABLE journal.delivery
    DROP CONSTRAINT delivery_channel_check,
    ADD CONSTRAINT delivery_channel_check CHECK (channel IN ('mail', 'text'));
  `,
);
