import type { en } from "./en";

type SameKeys<Texts> = { [Key in keyof Texts]: Texts[Key] extends string ? string : SameKeys<Texts[Key]> };

/** One language's words: the keys of English. */
export type Words = SameKeys<typeof en>;
