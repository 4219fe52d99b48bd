import type { SubjectId } from '#libs/identity';
import type { ResetMessages } from '#libs/notifications';

import type { Account } from '../account.js';
import type { PasswordCredentials } from '../ports/password-credentials.js';
import type {
  Circumstances,
  Contact,
  DueReset,
  ResetDispatches,
} from '../ports/reset-dispatches.js';
import type { ResetMedium } from '../ports/reset-requests.js';
import { barredFromReset } from './barred-from-reset.js';
import type { FindOwner } from './find-owner.js';
import { GUESSES, INITIATIONS, MOST_LIVE } from './limits.js';
import { isSent, secondProof } from './second-proof.js';

/** What to send to whom. */
export interface PlannedSecret {
  readonly subject: SubjectId;
  readonly kind: 'code' | 'link';
  readonly to: Contact;
  readonly tenantName: string;
}

/** Decides what a request comes to: a secret for a stored contact of the person, or nothing. */
export class PlanReset {
  constructor(
    private readonly dispatches: ResetDispatches,
    private readonly owner: FindOwner,
    private readonly credentials: PasswordCredentials,
    private readonly messages: ResetMessages,
  ) {}

  async of(due: DueReset): Promise<PlannedSecret | undefined> {
    const subject = due.subject ?? (await this.owner.of(due));
    const account = subject && (await this.credentials.toVerify(due.tenant, subject, 'owner'));
    if (!account || !hasPasswordToReset(account)) return undefined;
    const counted =
      due.subject !== undefined || (await this.dispatches.belongsTo(due, subject, INITIATIONS));
    if (!counted) return undefined;
    const circumstances = await this.dispatches.circumstances(due);
    if (circumstances.liveBefore >= MOST_LIVE) return undefined;
    const way = this.way(due, account, circumstances);
    return way && { ...way, subject, tenantName: circumstances.tenantName };
  }

  /** Where a second factor is required, nothing begins that could not be brought to its end. */
  private way(
    due: DueReset,
    { tenant: { secondFactorRequired }, enrolled }: Account,
    { contacts, guesses, factorsAreTold }: Circumstances,
  ): Pick<PlannedSecret, 'kind' | 'to'> | undefined {
    const linksOnly = guesses >= GUESSES.perDay;
    const reachable = contacts.filter((contact) => this.messages.reaches(contact));
    const by = (type: ResetMedium): Contact | undefined => contactOf(reachable, type, due);
    const kind = due.processing === 'LINK' || linksOnly ? 'link' : 'code';
    const asked = kind === 'link' ? 'EMAIL' : due.medium;
    const first = due.step === 2 ? (due.method ?? asked) : asked;
    const second = secondFactorRequired ? secondProof(first, enrolled) : undefined;
    const codeTo = second && isSent(second) && !linksOnly ? by(second) : undefined;
    if (due.step === 2) return codeTo && { kind: 'code', to: codeTo };
    const isTold = second !== undefined && !isSent(second) && factorsAreTold;
    if (secondFactorRequired && !codeTo && !isTold) return undefined;
    const to = by(first);
    return to && { kind, to };
  }
}

/** People without a password have nothing to reset: they set one when they are signed in. */
const hasPasswordToReset = (account: Account): boolean =>
  account.standing.status === 'active' &&
  account.credential !== undefined &&
  barredFromReset(account) === undefined;

/** The very one that was asked for, if it is a contact; otherwise the one that is known longest. */
function contactOf(
  contacts: readonly Contact[],
  type: ResetMedium,
  { asked }: DueReset,
): Contact | undefined {
  const ofType = contacts.filter((contact) => contact.type === type);
  const same = asked.value.trim().toLowerCase();
  return ofType.find(({ address }) => address.toLowerCase() === same) ?? ofType[0];
}
