/** A name of its own: the bundler would take `new URL(…, import.meta.url)` for a file to bring along. */
const here = import.meta.url;

/** Our modules are served from `<base>/ui/`, beside the interfaces that they ask. */
export const OWN_BASE = new URL('../', here).href;
