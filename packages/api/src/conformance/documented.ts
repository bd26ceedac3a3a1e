import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PROFILE_FIELDS } from "@repo/contract/profile-fields";
import {
  all,
  type Difference,
  type Documented,
  type Fields,
  fields,
  identityProvider,
  nothing,
  type Shape,
  signedIn,
  tokenFields,
  user,
  wholeAnswer,
} from "./shapes";

const signedOut = fields({ ...wholeAnswer });
const triedRefresh = fields(tokenFields);

const sentCode = fields({ maskedEmail: "string", verificationAttempts: "int32" });
const sentLink = fields({ maskedEmail: "string" });
const sentLinks = fields({ pendingRef: "string", linkId: "string", maskedEmail: "string" });
const totpKey = fields({ provisioningURL: "string", image: "string", key: "string" });
const jwk = fields(all("string", "alg", "e", "kid", "kty", "n", "use"));
const sentReset = fields({ resetMethod: "string", pendingRef: "string", linkId: "string", maskedEmail: "string" });
const signIns = fields({
  authHistory: [fields({ ...all("string", "userId", "city", "country", "ip", "selectedTenant"), loginTime: "int32" })],
});
const claims = fields({ parsedJWT: { mapOf: "anything" } });

/** Those of areas in files of their own. */
async function readAreas(): Promise<Documented[]> {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".documented.ts"));
  const modules = await Promise.all(files.map((file): Promise<{ documented: Documented }> => import(join(import.meta.dirname, file))));
  return modules.map(({ documented }) => documented);
}

const areas = await readAreas();

/** The whole answer of each operation as the vendor's documentation shows it, by the operation's first route. */
export const DOCUMENTED: Readonly<Record<string, Shape>> = {
  ...Object.assign({}, ...areas.map(({ answers }) => answers)),
  "POST /v1/auth/password/signup": signedIn,
  "POST /v1/auth/password/signin": signedIn,
  "POST /v1/auth/password/reset": sentReset,
  "POST /v1/auth/password/update": nothing,
  "POST /v1/auth/password/replace": signedIn,
  "GET /v1/auth/password/policy": fields({
    ...all("int32", "minLength", "strengthScore"),
    ...all("boolean", "lowercase", "uppercase", "number", "nonAlphanumeric", "strengthScoreEnabled"),
  }),
  "POST /v1/auth/otp/signup/email": sentCode,
  "POST /v1/auth/otp/signin/email": sentCode,
  "POST /v1/auth/otp/signup-in/email": sentCode,
  "POST /v1/auth/otp/update/email": sentCode,
  "POST /v1/auth/otp/verify/email": signedIn,
  "POST /v1/auth/magiclink/signup/email": sentLink,
  "POST /v1/auth/magiclink/signin/email": sentLink,
  "POST /v1/auth/magiclink/signup-in/email": sentLink,
  "POST /v1/auth/magiclink/update/email": sentLink,
  "POST /v1/auth/magiclink/verify": signedIn,
  "POST /v1/auth/enchantedlink/signup/email": sentLinks,
  "POST /v1/auth/enchantedlink/signin/email": sentLinks,
  "POST /v1/auth/enchantedlink/signup-in/email": sentLinks,
  "POST /v1/auth/enchantedlink/update/email": sentLinks,
  "POST /v1/auth/enchantedlink/verify": nothing,
  "POST /v1/auth/enchantedlink/pending-session": signedIn,
  "POST /v1/auth/totp/signup": totpKey,
  "POST /v1/auth/totp/update": totpKey,
  "POST /v1/auth/totp/verify": signedIn,
  "POST /v1/auth/recovery-codes": fields({ codes: [fields({ code: "string" })] }),
  "POST /v1/auth/recovery-codes/signin": signedIn,
  "POST /v1/auth/refresh": signedIn,
  "POST /v1/auth/try-refresh": triedRefresh,
  "GET /v1/auth/me": user,
  "POST /v1/auth/me/tenants": fields({ tenants: [fields({ id: "string", name: "string", customAttributes: { mapOf: "anything" } })] }),
  "GET /v1/auth/me/history": signIns,
  "POST /v1/auth/tenant/select": signedIn,
  "POST /v1/auth/logout": signedOut,
  "POST /v1/auth/logoutall": signedOut,
  "POST /v1/auth/validate": claims,
  "GET /v2/keys/{projectId}": fields({ keys: [jwk] }),
  "GET /v1/keys/{projectId}": jwk,
};

const ownFields = all("string", ...Object.keys(PROFILE_FIELDS).filter((field) => !(field in user.fields)));

/** Where an answer departs from the documentation on purpose. Nothing else does. */
export const DIFFERENCES: readonly Difference[] = [
  ...areas.flatMap(({ differences = [] }) => differences),
  {
    of: [signedIn, signedOut, triedRefresh],
    omitted: ["cookieName", "sessionCookieName", "sessionCookieDomain"],
    why: "The token cookies have the vendor's names and one domain; SDKs read these only where a project has chosen others.",
  },
  {
    of: [signedIn, signedOut, triedRefresh],
    omitted: ["nextRefreshSeconds", "externalToken", "trustedDeviceJwt"],
    why: "They belong to inactivity tracking, connectors to other token servers, and trusted devices, which are not there.",
  },
  { of: [signedIn, signedOut], omitted: ["unsavedSSO"], why: "Internal to the vendor's single sign-on." },
  {
    of: [identityProvider],
    omitted: ["idpGroups", "idpSAMLAttributes", "idpOIDCClaims"],
    why: "Belong to enterprise sign-in, which is not there; the answer is null.",
  },
  {
    of: [signedOut],
    omitted: ["user", "firstSeen", "idpResponse", "sessionExpiration", "claims", "tenantSSOID"],
    why: "A browser SDK that reads a user or an expiry in an answer takes somebody for signed in.",
  },
  {
    of: [triedRefresh],
    added: { user, firstSeen: "boolean", idpResponse: { nullOr: identityProvider } },
    why: "The answer is that of a refresh: one shape for whoever reads tokens.",
  },
  { of: [triedRefresh], mayBeEmpty: true, why: "What whoever is not signed in is told." },
  {
    of: [user],
    added: { modifiedTime: "int32", ...ownFields },
    why: "Not on the pages, but the Go SDK reads the time; and the fields of the profile that were declared beside the vendor's.",
  },
  { of: [sentCode], omitted: ["verificationAttempts"], why: "Optional, and the vendor's own SDKs know the masked address alone." },
  { of: [sentReset], omitted: ["pendingRef", "linkId"], why: "Belong to a reset by enchanted link; here it is by a link or a code." },
  { of: [signIns], unwrapped: "authHistory", why: "On the wire, and in the SDKs, the list is the answer." },
  { of: [claims], unwrapped: "parsedJWT", why: "On the wire the claims are the answer." },
  { of: [jwk], isListed: true, why: "The pages show one key for both paths; the wire has lists." },
];

const INT32_MAX = 2 ** 31 - 1;

function isOfType(type: Extract<Shape, string>, value: unknown): boolean {
  if (type === "anything") return true;
  if (type === "int32") return Number.isInteger(value) && Math.abs(value as number) <= INT32_MAX;
  return typeof value === type;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compareFields(shape: { fields: Fields }, value: Record<string, unknown>, where: string): string[] {
  const differences = DIFFERENCES.filter(({ of }) => of.includes(shape));
  if (differences.some(({ mayBeEmpty }) => mayBeEmpty) && Object.keys(value).length === 0) return [];
  const expected: Record<string, Shape> = Object.assign({}, shape.fields, ...differences.map(({ added }) => added));
  for (const name of differences.flatMap(({ omitted = [] }) => omitted)) delete expected[name];
  return [
    ...Object.entries(expected).flatMap(([name, one]) =>
      name in value ? compare(one, value[name], `${where}.${name}`) : [`${where}.${name} is missing`],
    ),
    ...Object.keys(value).flatMap((name) => (name in expected ? [] : [`${where}.${name} is not documented`])),
  ];
}

function compare(shape: Shape, value: unknown, where: string): string[] {
  if (typeof shape === "string") return isOfType(shape, value) ? [] : [`${where} is no ${shape}`];
  if ("nullOr" in shape) return value === null ? [] : compare(shape.nullOr, value, where);
  if ("mapOf" in shape) {
    if (!isObject(value)) return [`${where} is no object`];
    return Object.entries(value).flatMap(([name, one]) => compare(shape.mapOf, one, `${where}.${name}`));
  }
  if ("fields" in shape) return isObject(value) ? compareFields(shape, value, where) : [`${where} is no object`];
  return Array.isArray(value) ? value.flatMap((one, index) => compare(shape[0], one, `${where}[${index}]`)) : [`${where} is no list`];
}

/** What stands in the place of a documented answer: as a rule, it itself. */
function answerShape(shape: Shape): Shape {
  const differences = DIFFERENCES.filter(({ of }) => of.includes(shape));
  const unwrapped = differences.find((one) => one.unwrapped !== undefined)?.unwrapped;
  if (unwrapped !== undefined && typeof shape === "object" && "fields" in shape) return shape.fields[unwrapped] ?? shape;
  return differences.some(({ isListed }) => isListed) ? [shape] : shape;
}

/**
 * How an answer departs from what is documented for a route: a line for each field that is missing, of another type, or not documented.
 * Empty if it does not.
 */
export function departures(route: string, answer: unknown): string[] {
  const shape = DOCUMENTED[route];
  return shape === undefined ? [`${route} is not documented`] : compare(answerShape(shape), answer, "answer");
}
