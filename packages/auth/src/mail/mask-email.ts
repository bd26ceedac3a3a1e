import { showAddress } from "./show-address";

/** `ada@northfold.example` → `a***@northfold.example`, the domain as people read it. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 0) return "***";
  return `${[...email][0] ?? ""}***${showAddress(email.slice(at))}`;
}

/** A login ID of any kind: `countess` → `c***`. */
export function maskLoginId(loginId: string): string {
  return loginId.includes("@") ? maskEmail(loginId) : `${[...loginId][0] ?? ""}***`;
}
