import { AuthError } from "@repo/contract/errors";
import { describeIssue } from "@repo/contract/input-issue";

interface Schema<Read> {
  safeParse(said: unknown): { success: true; data: Read } | { success: false; error: { issues: Parameters<typeof describeIssue>[0][] } };
}

/** One of a batch whose members are looked at one by one. Throws E011003 for the first field that is wrong. */
export function readOne<Read>(schema: Schema<Read>, said: unknown): Read {
  const read = schema.safeParse(said);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AuthError("E011003", issue && describeIssue(issue, said));
}
