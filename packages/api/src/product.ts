import type { Joint } from "@repo/app/define";
import type { Access, Operation } from "@repo/contract/operation";
import type { z } from "zod";
import { mutation, query } from "./trpc";

type AnyJoint = { kind: "query" | "mutation"; operation: Operation; run: unknown };
type Joints = { readonly [name: string]: AnyJoint | Joints };

type QueryOf<I extends z.ZodType, O extends z.ZodType, A extends Access> = ReturnType<typeof query<I, O, A>>;
type MutationOf<I extends z.ZodType, O extends z.ZodType, A extends Access> = ReturnType<typeof mutation<I, O, A>>;

/** The tRPC procedures of joints, by the same names. */
type Procedures<J> = {
  [Name in keyof J]: J[Name] extends Joint<"query", infer I, infer O, infer A>
    ? QueryOf<I, O, A>
    : J[Name] extends Joint<"mutation", infer I, infer O, infer A>
      ? MutationOf<I, O, A>
      : Procedures<J[Name]>;
};

function isJoint(entry: AnyJoint | Joints): entry is AnyJoint {
  return "operation" in entry && "run" in entry;
}

/** Makes procedures of what a product has joined. `packages/app` knows no tRPC, so that neither package needs the other to be there first. */
export function procedures<const J extends Joints>(joints: J): Procedures<J> {
  const entries = Object.entries(joints).map(([name, entry]) => {
    if (!isJoint(entry)) return [name, procedures(entry)];
    // `define.ts` has held function and operation to each other.
    const join = entry.kind === "query" ? query : mutation;
    return [name, join(entry.operation, entry.run as never)];
  });
  return Object.fromEntries(entries) as Procedures<J>;
}
