import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { personalData } from "@repo/contract/security";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { pictureUrl } from "../profile/picture-address";

/** What a product stores of a user, by the names of its parts. */
export type OwnData = Readonly<Record<string, (deps: AuthDeps, userId: string) => Promise<unknown>>>;

/** Columns that hold JSON. */
const JSON_COLUMNS = [
  "customAttributes",
  "ssoAppIds",
  "methods",
  "clientClaims",
  "trustedClaims",
  "externalIds",
  "tenants",
  "data",
  "loginIds",
];

/** The same with the columns read that hold JSON as text, and bytes as base64. */
function readJson(value: unknown, name = ""): unknown {
  if (typeof value === "string") return JSON_COLUMNS.includes(name) ? JSON.parse(value) : value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map((each) => readJson(each));
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, readJson(each, key)]));
}

/**
 * Everything that is stored of the signed-in user, and of the product's what it names; no secrets. Throws E062134 to whoever acts in their
 * name, E064002 when the user was deleted meanwhile.
 */
export async function collectPersonalData(
  deps: AuthDeps,
  _input: Input<typeof personalData>,
  caller: SignedInCaller,
  ownData: OwnData,
): Promise<Output<typeof personalData>> {
  const { session } = await caller.signedIn();
  if (session.actorId !== null) throw new AuthError("E062134", "Whoever acts in another's name takes none of their data away");
  const account = await deps.store.personalData.collect(session.userId);
  if (account === null) throw new AuthError("E064002");
  const product: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(ownData)) product[name] = await read(deps, session.userId);
  const { picture, ...columns } = account;
  return { account: readJson({ ...columns, picture: pictureUrl(deps, picture) }), product: readJson(product) };
}
