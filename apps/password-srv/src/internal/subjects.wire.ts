import { IsArray, ArrayMaxSize, IsBoolean, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';

import type { PutSubjectCommand } from '#libs/credentials';
import type { IdentifierType } from '#libs/identity';
import { IDENTIFIER_TYPES } from '#libs/identity';
import { isName, NAME_PROBLEM } from '#libs/password-policy';
import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';

/** As long as a name of a tenant may be, in whatever it is written (bytes). */
const LONGEST_TENANT = 512;

/** What one person has of each: more than any directory tells, and it fits into one body. */
export const MOST_OF_ONE_KIND = 50;

export class TenantWire {
  @IsText(LONGEST_TENANT) tenant!: string;
}

/** The tenant that a request without a body names. */
export const tenantOf = (query: unknown): string => strictBody(TenantWire, query).tenant;

export class SubjectWire extends TenantWire {
  @IsArray() @ArrayMaxSize(MOST_OF_ONE_KIND) identifiers!: unknown[];
  @MayBeAbsent() @IsArray() @ArrayMaxSize(MOST_OF_ONE_KIND) links?: unknown[];
  @MayBeAbsent() @IsObject() names?: object;
  @MayBeAbsent() @IsArray() @ArrayMaxSize(MOST_OF_ONE_KIND) groups?: unknown[];
  @MayBeAbsent() @IsText(255) managed_by?: string;
  @MayBeAbsent() @IsIn(['active', 'disabled']) status?: 'active' | 'disabled';
  @MayBeAbsent() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) version?: number;
}

export class IdentifierWire {
  @IsIn(IDENTIFIER_TYPES) type!: IdentifierType;
  @IsText(1024) value!: string;
  @MayBeAbsent() @IsBoolean() verified?: boolean;
}

export class LinkWire {
  @IsText(1024) iss!: string;
  @IsText(255) sub!: string;
}

type Entry = Omit<PutSubjectCommand, 'tenant' | 'subject' | 'client' | 'origin'>;

export function subjectEntry(body: unknown): { readonly tenant: string; readonly entry: Entry } {
  const wire = strictBody(SubjectWire, body);
  const { tenant, status = 'active', managed_by: managedBy, version } = wire;
  const identifiers = wire.identifiers.map((one, place) => {
    const within = `identifiers[${String(place)}]`;
    const { type, value, verified = false } = strictBody(IdentifierWire, one, {}, within);
    return { type, value, verified };
  });
  const links = (wire.links ?? []).map((one, place) => {
    const { iss, sub } = strictBody(LinkWire, one, {}, `links[${String(place)}]`);
    return { iss, sub };
  });
  const kept = { names: namesOf(wire.names ?? {}), groups: groupsOf(wire.groups ?? []) };
  return { tenant, entry: { status, managedBy, version, identifiers, links, ...kept } };
}

function namesOf(names: object): Readonly<Record<string, string>> {
  const entries: [string, unknown][] = Object.entries(names);
  if (entries.length > MOST_OF_ONE_KIND) {
    return invalid([{ field: 'names', problem: `must be ${String(MOST_OF_ONE_KIND)} at most` }]);
  }
  const wrong = entries.filter(([, value]) => !isName(value));
  if (wrong.length > 0) {
    return invalid(
      wrong.map(([name]) => ({ field: `names.${name.slice(0, 64)}`, problem: NAME_PROBLEM })),
    );
  }
  return Object.fromEntries(entries as [string, string][]);
}

function groupsOf(groups: readonly unknown[]): readonly string[] {
  const names = groups.filter(isName);
  if (names.length === groups.length) return [...new Set(names)];
  return invalid([{ field: 'groups', problem: `each ${NAME_PROBLEM}` }]);
}
