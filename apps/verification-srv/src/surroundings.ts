/** Where this service is reached from outside; links are built from it, never from a Host header. */
export const PUBLIC_URL = Symbol('public url');

/** Whose settings apply to a request without token that names no tenant; undefined: nobody's. */
export const DEFAULT_TENANT = Symbol('default tenant');
