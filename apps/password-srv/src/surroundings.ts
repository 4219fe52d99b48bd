/** Where this service is reached from outside; links are built from it, never from a Host header. */
export const PUBLIC_URL = Symbol('public url');
