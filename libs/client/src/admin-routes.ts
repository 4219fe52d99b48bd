import type { Routes } from './routes.js';

export interface MultifactorSettings {
  readonly methods: readonly { readonly type: string; readonly active: boolean }[];
  readonly second_factor: 'optional' | 'required';
}

/** A policy as its admins save it. Rules are those of `libs/password-policy`. */
export interface WirePolicyDocument {
  readonly format: 1;
  readonly name?: string;
  readonly preset?: string;
  readonly rules: Readonly<Record<string, unknown>>;
}

export interface ExplainedRule {
  readonly rule: string;
  readonly value: unknown;
  readonly imposed_by: readonly string[];
}

export interface ComplianceReport {
  readonly compliant: boolean;
  readonly deviations: readonly {
    readonly code: string;
    readonly standard: string;
    readonly id: string;
    readonly text: string;
  }[];
}

export interface ForecastDay {
  readonly day: string;
  readonly seen: number;
  readonly would_fail: number;
}

export interface ShadowSettings {
  readonly policy: WirePolicyDocument | null;
  readonly forecast: {
    readonly since: string;
    readonly seen: number;
    readonly would_fail: number;
    readonly share: number | null;
    readonly violations: Readonly<Record<string, number>>;
    readonly days: readonly ForecastDay[];
    readonly text: string;
  } | null;
}

/** Where a tenant has ranges of breached passwords looked up. */
export interface RangeServer {
  readonly url: string;
  /** Holds some ranges only, so that an empty answer means something. */
  readonly sparse: boolean;
}

export interface BreachStatus {
  readonly alarm: boolean;
  readonly range_server: RangeServer | null;
  readonly sources: readonly {
    readonly source: string;
    readonly usable: boolean;
    readonly alarm: boolean;
    readonly corpus_version?: string | null;
    readonly corpus_date?: string | null;
    readonly age_days?: number | null;
    readonly entries?: number | null;
  }[];
  readonly coverage: {
    readonly passwords: number;
    readonly checked: number;
    readonly debts: number;
    readonly breached: number;
    readonly share: number | null;
  };
}

export interface AuditEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly outcome: string;
  readonly subject: string | null;
  readonly actor: { readonly kind: string; readonly id?: string };
  readonly txn: string | null;
  readonly ip: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Where the next page begins. */
  readonly next: string | null;
}

/** Whom a rule does not bind, because somebody answers for it, until a day. */
export interface Exemption {
  readonly subject: string;
  readonly rule: 'maximum_age' | 'minimum_age';
  readonly owner: string;
  readonly reason: string;
  readonly until: string;
}

/** Which pages and scripts of others belong to a tenant. */
export interface RegisteredClients {
  readonly origins: readonly string[];
  readonly pages: { readonly reset?: string; readonly reset_done?: string };
  readonly mfa_v1: boolean;
}

export interface DenyList {
  readonly words: readonly string[];
}

/** A policy as lists of them name it: `tenant`, or `group:` and the name of a group. */
export interface ListedPolicy {
  readonly _id: string;
  readonly policy_name: string;
}

/** Settings that are one document each, which whoever has read it saves as a whole. */
export interface SettingsDocuments {
  readonly '/verification-srv/settings/multifactor': MultifactorSettings;
  readonly '/password-srv/settings/policy': WirePolicyDocument;
  readonly '/password-srv/settings/deny-list': DenyList;
  readonly '/password-srv/settings/clients': RegisteredClients;
}

type Reading = {
  readonly [Path in keyof SettingsDocuments as `GET ${Path}`]: {
    readonly answer: SettingsDocuments[Path];
  };
};

type Saving = {
  readonly [Path in keyof SettingsDocuments as `PUT ${Path}`]: {
    readonly body: SettingsDocuments[Path];
    readonly answer: SettingsDocuments[Path];
  };
};

/** The routes that tenant admins use. */
export interface AdminRoutes
  extends Reading, Saving, Pick<Routes, 'POST /password-srv/policy/evaluate'> {
  readonly 'GET /password-srv/settings/policy/explain': {
    readonly answer: { readonly rules: readonly ExplainedRule[] };
  };
  readonly 'GET /password-srv/settings/policy/compliance': { readonly answer: ComplianceReport };
  readonly 'GET /password-srv/settings/policy/shadow': { readonly answer: ShadowSettings };
  readonly 'PUT /password-srv/settings/policy/shadow': {
    readonly body: WirePolicyDocument;
    readonly answer: ShadowSettings;
  };
  readonly 'DELETE /password-srv/settings/policy/shadow': { readonly answer: undefined };
  readonly 'GET /verification-actions-srv/policies': {
    readonly answer: { readonly data: readonly ListedPolicy[] };
  };
  readonly 'GET /password-srv/settings/exemptions': {
    readonly answer: { readonly exemptions: readonly Exemption[] };
  };
  readonly 'POST /password-srv/settings/exemptions': {
    readonly body: Exemption;
    readonly answer: Exemption;
  };
  readonly 'DELETE /password-srv/settings/exemptions': { readonly answer: undefined };
  readonly 'GET /password-srv/settings/breach': { readonly answer: BreachStatus };
  readonly 'PUT /password-srv/settings/breach': {
    readonly body: { readonly range_server: RangeServer | null };
    readonly answer: BreachStatus;
  };
  readonly 'GET /password-srv/audit': { readonly answer: AuditPage };
}
