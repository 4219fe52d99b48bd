/** Word lists and policies may be long; they come from admins only. */
export const SETTINGS_BODY_BYTES = 1024 * 1024;
