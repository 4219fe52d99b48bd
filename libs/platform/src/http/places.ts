import type { RouteOptions } from 'fastify';

/** What the edge knows of a route before any request comes. */
export interface Place {
  /** The route's own spelling, which unlike the request's path holds nothing of a person. */
  readonly template: string;
  readonly listener: 'open' | 'internal' | 'both';
}

const INTERNAL = /^\/(?:internal|range|metrics)(?:\/|$)/u;
const BOTH = /^\/health\//u;

/** Judged by the template, so that no spelling of a path reaches the wrong door. */
export const placeOf = (template: string): Place => ({
  template,
  listener: INTERNAL.test(template) ? 'internal' : BOTH.test(template) ? 'both' : 'open',
});

/** A larger limit for the routes under a prefix (bytes). */
export interface BodyLimit {
  readonly prefix: string;
  readonly bytes: number;
}

/** Gives every route its place, and its body limit where the standard one does not do. */
export const settle =
  (limits: readonly BodyLimit[]) =>
  (route: RouteOptions): void => {
    route.config = { ...route.config, place: placeOf(route.url) };
    const limit = limits.find(({ prefix }) => route.url.startsWith(prefix));
    if (limit) route.bodyLimit = limit.bytes;
  };
