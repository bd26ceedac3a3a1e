import { LoginId } from "@repo/contract/login-id";

/** Whether what a flow was begun with, as it was typed, is one of these login IDs. */
export function goesBy(typed: string, loginIds: readonly string[]): boolean {
  const read = LoginId.safeParse(typed);
  return read.success && loginIds.includes(read.data);
}
