import type { FieldProblem, RequestRefusal, VerificationType } from '#libs/identity';
import { refused, SECOND_FACTORS } from '#libs/identity';

import type { Account } from './account.js';

export type ShownFactorRefusal = Extract<RequestRefusal, { code: 'invalid_request' }>;

/** What a login service said that cannot be used, by field. */
export const unusable = (field: FieldProblem) =>
  refused({ code: 'invalid_request', fields: [field] } as const);

/** A factor that a login service has seen counts only as a second one. */
export const isNoSecondFactor = (method: VerificationType) =>
  SECOND_FACTORS.has(method)
    ? undefined
    : unusable({ field: 'method', problem: 'is no second factor' });

/** And only if it is one of the person's: a service that is mistaken about them is told so. */
export const isNotEnrolled = ({ enrolled }: Account, method: VerificationType) =>
  enrolled.has(method)
    ? undefined
    : unusable({ field: 'method', problem: 'is not enrolled by this person, or switched off' });
