import type { Origin, SubjectId } from '#libs/identity';
import type { Language } from '#libs/password-policy';

import type { AskedFor, ResetMedium, ResetName, ResetProcessing } from './reset-requests.js';

/** One message that somebody is due because of a request, claimed by one worker. */
export interface DueReset extends ResetName {
  readonly asked: AskedFor;
  readonly medium: ResetMedium;
  readonly processing: ResetProcessing;
  readonly language?: Language;
  readonly step: 1 | 2;
  /** How the first secret went, once it has. */
  readonly method?: ResetMedium;
  /** 1 for the first try; numbers the claims of a request. */
  readonly attempt: number;
  readonly origin: Origin;
  /** Once it is known. */
  readonly subject?: SubjectId;
}

export interface Contact {
  readonly type: ResetMedium;
  readonly address: string;
}

export interface Circumstances {
  readonly tenantName: string;
  /** Verified long enough ago, of the methods that the tenant has switched on; the oldest first. */
  readonly contacts: readonly Contact[];
  /** Whether some login service of the tenant's may tell us which factors people have shown it. */
  readonly factorsAreTold: boolean;
  /** Live requests of the person that came before this one. */
  readonly liveBefore: number;
  /** The person's guesses of codes within the last day. */
  readonly guesses: number;
}

export interface InitiationLimits {
  readonly perHour: number;
  readonly perDay: number;
}

/** What a secret that is about to be sent will be recognised by. */
export type Recognised =
  | { readonly kind: 'code'; readonly envelope: string; readonly minutes: number }
  | { readonly kind: 'link'; readonly digest: string; readonly minutes: number };

/** What is due of resets, for the workers that look people up and send. */
export abstract class ResetDispatches {
  /** Claims the next due message for `leaseSeconds`. */
  abstract claim(leaseSeconds: number): Promise<DueReset | undefined>;

  /** Lengthens a claim that is still being worked on. */
  abstract prolong(due: DueReset, leaseSeconds: number): Promise<void>;

  /** Counts the initiation on the person. False: one too many within the hour or the day. */
  abstract belongsTo(due: DueReset, subject: SubjectId, limits: InitiationLimits): Promise<boolean>;

  abstract circumstances(due: DueReset): Promise<Circumstances>;

  /** Before it is sent: from now on the secret is recognised. False: the claim was lost. */
  abstract arm(due: DueReset, method: ResetMedium, secret: Recognised): Promise<boolean>;

  /** Nothing is due any more: it was sent, or never will be. */
  abstract finished(due: DueReset): Promise<void>;

  abstract retry(due: DueReset, seconds: number): Promise<void>;

  /** Forgets what ended days ago; answers how many requests. */
  abstract sweep(): Promise<number>;
}
