const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

/** Whether what travels to this URL can be read by nobody else: TLS, or never leaves the machine. */
const isConfidential = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));

/** An origin spelled as browsers send it: scheme, host, and the port unless it is the usual one. */
export function isWebOrigin(text: string): boolean {
  const url = parsed(text);
  return url !== undefined && isConfidential(url) && url.origin === text && !text.includes('*');
}

/**
 * The forms under which an origin may be registered. A loopback origin without port stands for all
 * ports, because development servers choose theirs at every start (as RFC 8252 §7.3 has it).
 */
export function registeredForms(origin: string): readonly string[] {
  const url = parsed(origin);
  const anyPort = url?.protocol === 'http:' && url.port !== '' && LOOPBACK.test(url.hostname);
  return anyPort ? [origin, `http://${url.hostname}`] : [origin];
}

/**
 * The page that people can be sent to under this text, as a browser reads it. Undefined: it is not
 * absolute, could be read on its way, carries credentials, or has a fragment, which is ours to add.
 */
export function pageAddress(text: string): string | undefined {
  const url = parsed(text);
  if (!url || !isConfidential(url)) return undefined;
  const plain = url.username === '' && url.password === '' && !text.includes('#');
  return plain ? url.href : undefined;
}

/** Undefined: it is a page of our own. */
export const originOfPage = (address: string): string | undefined => parsed(address)?.origin;

/** Where no page is: what a path is read against, and must not leave. */
const OWN = 'https://own.invalid';

/**
 * A page of our own, named by its path, as a browser reads it. Undefined: it leads anywhere else, or
 * has a fragment.
 */
export function ownPagePath(text: string): string | undefined {
  const url = text.startsWith('/') && URL.canParse(text, OWN) ? new URL(text, OWN) : undefined;
  if (url?.origin !== OWN || text.includes('#')) return undefined;
  const path = url.pathname + url.search;
  // What browsers drop or turn round while reading, `/\t/host` or `/a/..//host`, can make a host of it.
  return path.startsWith('//') ? undefined : path;
}
