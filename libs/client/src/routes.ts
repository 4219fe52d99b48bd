/** One rule as it is published: its code, its parameters beside it, and its text. */
export interface PublishedRequirement {
  readonly code: string;
  readonly text: string;
  readonly [parameter: string]: string | number;
}

export interface PublishedPolicy {
  readonly preset: string;
  readonly version: number;
  readonly requirements: readonly PublishedRequirement[];
  readonly passwordrules: string;
  readonly limits: { readonly maximum: number; readonly bytes: number };
  readonly minimum?: number;
}

export interface WireViolation {
  readonly code: string;
  readonly [parameter: string]: string | number;
}

export interface Requirements {
  readonly action: 'change' | 'set' | 'none';
  /** Why there is nothing to do. */
  readonly reason?: string;
  readonly proof: readonly string[];
  readonly max_age?: number;
  readonly acr_values?: string;
  readonly must_change: boolean;
  readonly policy: PublishedPolicy;
}

export interface Evaluation {
  readonly admissible: boolean;
  readonly violations: readonly WireViolation[];
  readonly unknown: readonly string[];
  readonly score?: number;
  readonly breach: {
    readonly verdict: 'clean' | 'breached' | 'undetermined';
    readonly corpus_version?: string;
  };
}

interface Native<Data> {
  readonly success: true;
  readonly status: number;
  readonly data: Data;
}

export interface PasswordChanged {
  readonly sub: string;
  readonly changed_at: string;
  readonly change_id: string;
  readonly sessions: 'ended' | 'pending';
}

export interface AvailableMethod {
  readonly verificationType: string;
  readonly active: boolean;
}

export interface ConfiguredMethod {
  readonly type: string;
  readonly mediums: readonly { readonly id: string; readonly key_name: string }[];
}

/** What person is meant, by exactly one of these, and how they are to be reached. */
export interface ResetWish {
  readonly email?: string;
  readonly mobile?: string;
  readonly username?: string;
  readonly tenant?: string;
  readonly resetMedium: 'EMAIL' | 'SMS';
  readonly processingType: 'CODE' | 'LINK';
}

export type ResetStep =
  | { readonly exchangeId: string; readonly resetRequestId: string }
  /** A second code by SMS or EMAIL, or a factor that the login service of the person looks at. */
  | { readonly next: string; readonly resetRequestId: string };

/** The routes that screens use. */
export interface Routes {
  readonly 'GET /password-srv/requirements': { readonly answer: Requirements };
  readonly 'GET /password-srv/policy': { readonly answer: PublishedPolicy };
  readonly 'POST /password-srv/policy/evaluate': {
    readonly body: { readonly password: string };
    readonly answer: Evaluation;
  };
  readonly 'POST /v3/account/password/change': {
    readonly body: { readonly currentPassword: string; readonly newPassword: string };
    readonly answer: { readonly state: 'password_updated' };
  };
  readonly 'POST /password-srv/password': {
    readonly body: { readonly password: string; readonly confirmPassword: string };
    readonly answer: Native<PasswordChanged>;
  };
  readonly 'GET /verification-srv/config/list': { readonly answer: readonly AvailableMethod[] };
  readonly 'POST /verification-srv/v2/setup/users/configured/list': {
    readonly body: object;
    readonly answer: Native<{ readonly configured_list: readonly ConfiguredMethod[] }>;
  };
  readonly 'POST /users-srv/resetpassword/initiate': {
    readonly body: ResetWish;
    readonly answer: Native<{ readonly reset_initiated: true; readonly rprq: string }>;
  };
  readonly 'POST /users-srv/resetpassword/validatecode': {
    readonly body: { readonly resetRequestId: string; readonly code: string };
    readonly answer: Native<ResetStep>;
  };
  readonly 'POST /users-srv/resetpassword/accept': {
    readonly body: {
      readonly resetRequestId: string;
      readonly exchangeId: string;
      readonly password: string;
      readonly confirmPassword: string;
    };
    readonly answer: Native<{ readonly reseted: true }>;
  };
}
