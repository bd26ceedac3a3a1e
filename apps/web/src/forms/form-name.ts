import type { AppRouter } from "@repo/api/router";
import type { SEQUENCES } from "./sequences";

// A typing error in a form would show to nobody before it is sent: so names and fields come from the operations themselves.

/** Without what programs call with a key: no form reaches it. */
type Procedures = Omit<AppRouter["_def"]["record"], "management" | "accessKey">;
type Sequences = typeof SEQUENCES;

type MutationIn<Router> = {
  [Name in keyof Router & string]: Router[Name] extends { _def: { type: infer Type } }
    ? Type extends "mutation"
      ? Name
      : never
    : `${Name}.${MutationIn<Router[Name]>}`;
}[keyof Router & string];

type At<Router, Path> = Path extends `${infer Name}.${infer Rest}`
  ? Name extends keyof Router
    ? At<Router[Name], Rest>
    : never
  : Path extends keyof Router
    ? Router[Path]
    : never;

type InputOf<Procedure> = Procedure extends { _def: { $types: { input: infer Input } } } ? Input : never;

type Operation = MutationIn<Procedures>;

/** What a form may be sent to: an operation that changes something, or a sequence of several. */
export type FormName = Operation | keyof Sequences;

type OperationOf<Name> = Name extends keyof Sequences ? Sequences[Name][number]["operation"] : Name;

/** What such a form may tell, all of it or a part. */
export type FormInput<Name extends FormName> = Partial<InputOf<At<Procedures, OperationOf<Name>>>>;
