/** `ada@northfold.example` → `a***@northfold.example` (contract §5.A.7). */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 0) return "***";
  return `${[...email][0] ?? ""}***${email.slice(at)}`;
}
