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

export interface BreachStatus {
  readonly alarm: boolean;
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

/** The routes that tenant admins use. */
export interface AdminRoutes {
  readonly 'GET /verification-srv/settings/multifactor': { readonly answer: MultifactorSettings };
  readonly 'PUT /verification-srv/settings/multifactor': {
    readonly body: Partial<MultifactorSettings>;
    readonly answer: MultifactorSettings;
  };
  readonly 'GET /password-srv/settings/policy': { readonly answer: WirePolicyDocument };
  readonly 'PUT /password-srv/settings/policy': {
    readonly body: WirePolicyDocument;
    readonly answer: WirePolicyDocument;
  };
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
  readonly 'GET /password-srv/settings/deny-list': {
    readonly answer: { readonly words: readonly string[] };
  };
  readonly 'PUT /password-srv/settings/deny-list': {
    readonly body: { readonly words: readonly string[] };
    readonly answer: { readonly words: readonly string[] };
  };
  readonly 'GET /password-srv/settings/breach': { readonly answer: BreachStatus };
  readonly 'GET /password-srv/audit': { readonly answer: AuditPage };
}
