import type { RouteOptions } from 'fastify';

/** What the edge knows of a route before any request comes. */
export interface Place {
  /** The route's own spelling, which unlike the request's path holds nothing of a person. */
  readonly template: string;
  readonly listener: 'open' | 'internal' | 'both';
  /** Whether HTML forms are posted here, besides JSON. */
  readonly forms: boolean;
}

const INTERNAL = /^\/(?:internal|range|metrics)(?:\/|$)/u;
const BOTH = /^\/health\//u;

/** Judged by the template, so that no spelling of a path reaches the wrong door. */
export const placeOf = (template: string, formRoutes: readonly string[] = []): Place => ({
  template,
  listener: INTERNAL.test(template) ? 'internal' : BOTH.test(template) ? 'both' : 'open',
  forms: formRoutes.includes(template),
});

/** A larger limit for the routes under a prefix (bytes). */
export interface BodyLimit {
  readonly prefix: string;
  readonly bytes: number;
}

/** Gives every route its place, and its body limit where the standard one does not do. */
export const settle =
  (limits: readonly BodyLimit[], formRoutes: readonly string[]) =>
  (route: RouteOptions): void => {
    route.config = { ...route.config, place: placeOf(route.url, formRoutes) };
    const limit = limits.find(({ prefix }) => route.url.startsWith(prefix));
    if (limit) route.bodyLimit = limit.bytes;
  };
