import type { PolicySettingsRefusal } from '#libs/credentials';
import type { CommonRefusal } from '#libs/identity';
import type { Words } from '#libs/platform';
import { COMMON_WORDS, VERSIONED_SETTINGS_WORDS } from '#libs/platform';

/** The admin interface's words. */
export const ADMIN_WORDS: Words<(CommonRefusal | PolicySettingsRefusal)['code']> = {
  ...COMMON_WORDS,
  ...VERSIONED_SETTINGS_WORDS,
};
