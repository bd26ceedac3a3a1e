/** One field of the user that says who they are to others. */
export interface ProfileFieldRule {
  /** What it holds; empty where nothing is known. `line`: any text of one line. */
  readonly type: "line" | "phone" | "picture";
  /** In Unicode code points. */
  readonly lengthMax: number;
  /** `asked`: our pages ask a new user for it. `accepted`: whoever calls the API may say it. */
  readonly atSignUp: "asked" | "accepted" | "no";
  /** What a sign-up calls it, where the SDKs have another name there. */
  readonly signUpName?: string;
  /** Whether users change it themselves, on the page of their profile. */
  readonly editable: boolean;
  /** What browsers fill in (https://html.spec.whatwg.org/#autofill). */
  readonly autoComplete: string;
}

export type ProfileTable = Readonly<Record<string, ProfileFieldRule>>;

/**
 * The profile: each field once, by its name on the wire, which is its column's too. The schemas of sign-up, of the user object and of
 * `profile.update`, storage, the forms of the pages and what they keep between two steps all follow from here. No zod: pages read it.
 */
export const PROFILE_FIELDS = {
  name: { type: "line", lengthMax: 200, atSignUp: "asked", editable: true, autoComplete: "name" },
  givenName: { type: "line", lengthMax: 200, atSignUp: "accepted", editable: true, autoComplete: "given-name" },
  middleName: { type: "line", lengthMax: 200, atSignUp: "accepted", editable: false, autoComplete: "additional-name" },
  familyName: { type: "line", lengthMax: 200, atSignUp: "accepted", editable: true, autoComplete: "family-name" },
  phone: { type: "phone", lengthMax: 32, atSignUp: "accepted", editable: true, autoComplete: "tel" },
  picture: { type: "picture", lengthMax: 2048, atSignUp: "accepted", signUpName: "icon", editable: false, autoComplete: "photo" },
} as const satisfies ProfileTable;

/** The fields of a table whose rule says this. */
export type FieldWhere<Table extends ProfileTable, Rule> = {
  [Field in keyof Table & string]: Table[Field] extends Rule ? Field : never;
}[keyof Table & string];

/** What a sign-up calls a field. */
export type SignUpName<Table extends ProfileTable, Field extends keyof Table & string> = Table[Field] extends {
  signUpName: infer Name extends string;
}
  ? Name
  : Field;

export type ProfileField = keyof typeof PROFILE_FIELDS;
export type AskedField = FieldWhere<typeof PROFILE_FIELDS, { atSignUp: "asked" }>;
export type EditableField = FieldWhere<typeof PROFILE_FIELDS, { editable: true }>;
/** A field that some page asks for, and so has words. */
export type PageField = AskedField | EditableField;

function namesWhere<Field extends string>(holds: (rule: ProfileFieldRule) => boolean): readonly Field[] {
  return Object.entries<ProfileFieldRule>(PROFILE_FIELDS).flatMap(([name, rule]) => (holds(rule) ? [name as Field] : []));
}

/** Those that our sign-up pages ask for. */
export const ASKED_FIELDS = namesWhere<AskedField>(({ atSignUp }) => atSignUp === "asked");
/** Those that users change themselves. */
export const EDITABLE_FIELDS = namesWhere<EditableField>(({ editable }) => editable);

/** Whether this is a phone number as people write one. Not yet one that can be called. */
export function looksLikePhone(value: string): boolean {
  return /^\+?[0-9 ()-]{4,31}$/.test(value);
}

/** Whether this fits into one line: nothing that breaks it, no control characters, no halves of a character. */
export function isOneLine(value: string): boolean {
  return !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);
}
