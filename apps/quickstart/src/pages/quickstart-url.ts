/** Where this very process is reached. */
export const QUICKSTART_URL = Symbol('quickstart url');
