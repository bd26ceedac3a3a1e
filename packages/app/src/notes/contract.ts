import type { ErrorTable } from "@repo/contract/errors";
import { defineOperation } from "@repo/contract/operation";
import { shownAgain, text } from "@repo/contract/text";
import { z } from "zod";

/** What can go wrong with notes. Codes of your own, in whatever form you like: clients read them letter by letter. */
export const NOTE_ERRORS = {
  noteNotFound: { status: 404, description: "No such note" },
  tooManyNotes: { status: 409, description: "There is no room for more notes" },
} as const satisfies ErrorTable;

/** Characters of one note, and notes of one user, at most. Whatever people may store has a bound. */
export const NOTE_LENGTH_MAX = 500;
export const NOTES_MAX = 200;

const Note = z.object({
  id: z.string(),
  text: z.string(),
  /** epoch seconds */
  createdTime: z.int(),
});

export const notesList = defineOperation({
  routes: ["GET /v1/app/notes"],
  access: "signedIn",
  kind: "query",
  summary: "List the signed-in user's notes, the newest first",
  input: z.object({}),
  output: z.array(Note),
  errors: [],
});

export const notesCreate = defineOperation({
  routes: ["POST /v1/app/notes"],
  access: "signedIn",
  kind: "mutation",
  summary: "Write a note",
  input: z.object({ text: text(NOTE_LENGTH_MAX).trim().min(1).register(shownAgain, {}) }),
  output: Note,
  errors: ["E011003"],
  ownErrors: { tooManyNotes: NOTE_ERRORS.tooManyNotes },
  callsPerMinute: 60,
});

export const notesDelete = defineOperation({
  routes: ["POST /v1/app/notes/delete"],
  access: "signedIn",
  kind: "mutation",
  summary: "Delete one of the signed-in user's notes",
  input: z.object({ id: text(64).min(1) }),
  output: z.object({}),
  errors: ["E011003"],
  ownErrors: { noteNotFound: NOTE_ERRORS.noteNotFound },
  callsPerMinute: 60,
});
