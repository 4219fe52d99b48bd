import type { Origin, SubjectId, TenantId } from '#libs/identity';
import type { Language } from '#libs/password-policy';

/** How a reset can reach a person. IVR is not among them. */
export const RESET_MEDIA = ['EMAIL', 'SMS'] as const;
export type ResetMedium = (typeof RESET_MEDIA)[number];

/** Something short to type, or something long to follow. */
export const RESET_PROCESSINGS = ['CODE', 'LINK'] as const;
export type ResetProcessing = (typeof RESET_PROCESSINGS)[number];

/** Whose password it is, as whoever asks says it. Nobody has looked it up yet. */
export interface AskedFor {
  readonly type: 'EMAIL' | 'MOBILE' | 'USERNAME' | 'SUB';
  readonly value: string;
}

/** Names one request. No secret, and nothing of a person. */
export interface ResetName {
  readonly tenant: TenantId;
  /** A UUID. */
  readonly id: string;
}

export interface NewResetRequest extends ResetName {
  readonly asked: AskedFor;
  readonly medium: ResetMedium;
  readonly processing: ResetProcessing;
  /** Whose words the messages use; absent where nobody has said. */
  readonly language?: Language;
  readonly origin: Origin;
}

/** A request whose code is being guessed, the try booked already. */
export interface GuessedReset {
  /** 1: the first code; 2: the one by another method. */
  readonly step: 1 | 2;
  /** Absent where no try is left, the code has expired or none was ever sent. */
  readonly code?: { readonly subject: SubjectId; readonly envelope: string };
  /** How the code was sent. */
  readonly method: ResetMedium;
  readonly secondFactorRequired: boolean;
}

export interface GuessLimits {
  readonly perCode: number;
  /** On the codes of one person, over all their requests. */
  readonly perDay: number;
}

/** A request whose link was followed. */
export type FollowedReset = Pick<GuessedReset, 'method' | 'secondFactorRequired'>;

/** A request whose first code, or link, has been shown. */
export interface HalfProvenReset {
  readonly subject: SubjectId;
  readonly method: ResetMedium;
}

/** A proven request on its way to a new password. */
export interface ProvenReset {
  readonly subject: SubjectId;
  /** The session generation that it was made in; it dies with it. */
  readonly epoch: number;
}

/** What is open of resets. Everything is counted by the database, so replicas count together. */
export abstract class ResetRequests {
  /** One row, whoever is asked for and whether there is such a person. */
  abstract enqueue(request: NewResetRequest): Promise<void>;

  /**
   * Books one try on the request, and on its person if one is left there, atomically. Undefined: no such request, or no try left on it.
   */
  abstract guessed(name: ResetName, limits: GuessLimits): Promise<GuessedReset | undefined>;

  /** Undefined: no live link of this request is recognised by `digest`. Books nothing. */
  abstract followed(name: ResetName, digest: string): Promise<FollowedReset | undefined>;

  /**
   * Another proof is due within `minutes`, by a code if `codeIsSent`; once, however often it is asked.
   */
  abstract askSecond(
    name: ResetName,
    how: { readonly codeIsSent: boolean; readonly minutes: number },
  ): Promise<void>;

  /** Whose request waits for its second proof, and how the first code went. */
  abstract halfProven(name: ResetName): Promise<HalfProvenReset | undefined>;

  /** Everything is proven: opens the way to a new password for `minutes`. */
  abstract prove(name: ResetName, minutes: number): Promise<void>;

  /**
   * Books one new password that is going to be judged, of at most `most`. Undefined: nothing is
   * proven, or no longer, or too many were refused.
   */
  abstract attempted(name: ResetName, most: number): Promise<ProvenReset | undefined>;

  /** Whom a request is about, whatever has become of it; undefined: nobody, or it is forgotten. */
  abstract ownerOf(name: ResetName): Promise<SubjectId | undefined>;

  /** Takes the booking back: it was not the password that failed. */
  abstract forgiven(name: ResetName): Promise<void>;
}
