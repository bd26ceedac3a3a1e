import { z } from "zod";
import { PICTURE_BYTES_MAX } from "./limits";
import { defineOperation } from "./operation";
import {
  type FieldWhere,
  isOneLine,
  looksLikePhone,
  PROFILE_FIELDS,
  type ProfileField,
  type ProfileFieldRule,
  type ProfileTable,
  type SignUpName,
} from "./profile-fields";
import { shownAgain, text } from "./text";

type Value = z.ZodType<string, string>;

/** Space around what was typed is forgiven, within bounds. */
const trimmed = (lengthMax: number) =>
  text(2 * lengthMax)
    .transform((typed) => typed.trim())
    .pipe(text(lengthMax));

/** What each type of field takes: a text that may be empty. */
const VALUES: Readonly<Record<ProfileFieldRule["type"], (lengthMax: number) => Value>> = {
  // Shown and mailed. As typed, a character may take several, and space around it.
  line: (lengthMax: number) =>
    text(2 * lengthMax)
      .transform((typed) => typed.trim().normalize("NFC"))
      .pipe(text(lengthMax).refine(isOneLine, "holds control characters")),
  phone: (lengthMax: number) => trimmed(lengthMax).refine((value) => value === "" || looksLikePhone(value), "must be a phone number"),
  picture: (lengthMax: number) =>
    trimmed(lengthMax).refine((value) => value === "" || /^https?:\/\/[^\s]+$/i.test(value), "must be the URL of a picture"),
};

type SignUpShape<Table extends ProfileTable> = {
  [Field in FieldWhere<Table, { atSignUp: "asked" | "accepted" }> as SignUpName<Table, Field>]: z.ZodOptional<Value>;
};
type EditShape<Table extends ProfileTable> = { [Field in FieldWhere<Table, { editable: true }>]: z.ZodOptional<Value> };
type ManagedShape<Table extends ProfileTable> = { [Field in keyof Table & string]: z.ZodOptional<Value> };
type UserShape<Table extends ProfileTable> = { [Field in keyof Table & string]: z.ZodString };

function valueFor({ type, lengthMax }: ProfileFieldRule): Value {
  return VALUES[type](lengthMax).register(shownAgain, {});
}

/** What a sign-up may say of these fields. */
export function signUpShape<const Table extends ProfileTable>(table: Table): SignUpShape<Table> {
  const accepted = Object.entries(table).filter(([, { atSignUp }]) => atSignUp !== "no");
  return Object.fromEntries(
    accepted.map(([field, rule]) => [rule.signUpName ?? field, valueFor(rule).optional()]),
  ) as unknown as SignUpShape<Table>;
}

/** What whoever manages users says of these fields, by their own names. */
export function managedShape<const Table extends ProfileTable>(table: Table): ManagedShape<Table> {
  return Object.fromEntries(Object.entries(table).map(([field, rule]) => [field, valueFor(rule).optional()])) as ManagedShape<Table>;
}

/** What users may change of these fields. */
export function editShape<const Table extends ProfileTable>(table: Table): EditShape<Table> {
  const editable = Object.entries(table).filter(([, rule]) => rule.editable);
  return Object.fromEntries(editable.map(([field, rule]) => [field, valueFor(rule).optional()])) as unknown as EditShape<Table>;
}

/** These fields as the user object tells them. */
export function userShape<const Table extends ProfileTable>(table: Table): UserShape<Table> {
  return Object.fromEntries(Object.keys(table).map((field) => [field, z.string()])) as UserShape<Table>;
}

/** These fields by their own names, out of what a sign-up says; empty where it says nothing. */
export function profileSaid<const Table extends ProfileTable>(table: Table, said: object): Record<keyof Table & string, string> {
  const values = said as Readonly<Record<string, string | undefined>>;
  return Object.fromEntries(
    Object.entries(table).map(([field, { atSignUp, signUpName = field }]) => [field, (atSignUp !== "no" && values[signUpName]) || ""]),
  ) as Record<keyof Table & string, string>;
}

/** These fields out of whatever holds them. */
export function profileOf(holder: Readonly<Record<ProfileField, string>>): Record<ProfileField, string> {
  return Object.fromEntries(Object.keys(PROFILE_FIELDS).map((field) => [field, holder[field as ProfileField]])) as Record<
    ProfileField,
    string
  >;
}

/** A language tag (BCP 47), or none. */
const Language = text(35).regex(/^(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)?$/, "must be a language tag");

/** What a form sends around its file. */
const FORM_FRAME_BYTES = 16 * 1024;

/** SDKs have no call for it. Fields that are left out stay as they are; an empty one is emptied. */
export const profileUpdate = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Change the signed-in user's profile",
  input: z.object({ ...editShape(PROFILE_FIELDS), language: Language.optional() }),
  output: z.object({}),
  errors: ["E011003"],
  callsPerMinute: 60,
});

/** What pages show of the user that is not in the user object, whose fields are the vendor's. Pages only. */
export const profileMine = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "The language that the signed-in user has chosen, and the picture that they have uploaded",
  input: z.object({}),
  output: z.object({
    language: z.string().describe("BCP 47; empty for none"),
    picture: z
      .string()
      .nullable()
      .meta({ description: "the path of the picture; null for none of ours", examples: [null] }),
  }),
  errors: [],
});

/** How a JPEG, a PNG and a WebP begin in base64. */
const PICTURE_STARTS = ["/9j/", "iVBORw0KGgo", "UklGR"];

/** Four characters hold three bytes. Of so long a text the start alone is looked at. */
const Picture = text(Math.ceil(PICTURE_BYTES_MAX / 3) * 4).refine(
  (value) => PICTURE_STARTS.some((start) => value.startsWith(start)),
  "must be a JPEG, PNG or WebP in base64",
);

/** A file of a page's form arrives in it as base64. It is drawn again, and nothing else of it is kept. Pages only. */
export const profileSetPicture = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Show a picture of the signed-in user: a JPEG, PNG or WebP, of which the middle square is kept",
  input: z.object({ picture: Picture }),
  output: z.object({}),
  errors: ["E011003", "E062137"],
  formBytesMax: PICTURE_BYTES_MAX + FORM_FRAME_BYTES,
  callsPerMinute: 20,
});

/** Whether it was uploaded or is elsewhere. Pages only. */
export const profileRemovePicture = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Show no picture of the signed-in user any longer",
  input: z.object({}),
  output: z.object({}),
  errors: [],
  callsPerMinute: 60,
});
