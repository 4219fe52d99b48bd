import type { Complaint } from './state.js';
import type { PasswordTexts } from './texts.js';

/** What is said about an attempt; times stand in the language's own way. */
export function complaintText(
  { code, retryAfterSeconds = 0, changeableAt = '' }: Complaint,
  { complaints }: PasswordTexts,
): string {
  if (code === 'password_too_young') return complaints.password_too_young(changeableAt);
  if (code === 'too_many_attempts') return complaints.too_many_attempts(retryAfterSeconds);
  return complaints[code];
}
