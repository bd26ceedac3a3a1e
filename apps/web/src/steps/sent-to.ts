import "server-only";
import { showAddress } from "@repo/auth/mail/show-address";
import { looksLikeAddress } from "@repo/contract/address";

/** What a flow knows of where its letter went. */
interface Sent {
  loginId: string;
  /** Where that is not the login ID. */
  email?: string | undefined;
  maskedEmail: string;
}

/**
 * Where a letter went, as it is shown in the browser that had it sent: the address in full where it was typed there, so that a slip is
 * seen; masked where a user name was, whose address is nobody's business.
 */
export function sentTo({ loginId, email, maskedEmail }: Sent): string {
  const typed = email ?? loginId;
  return looksLikeAddress(typed) ? showAddress(typed) : maskedEmail;
}
