import type { SignedInCaller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { newId } from "@repo/auth/ids";
import { ApiError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import { mutation, query } from "../define";
import { NOTE_ERRORS, NOTES_MAX, notesCreate, notesDelete, notesList } from "./contract";
import { type NoteRecord, noteQueries } from "./queries";

function refuse(code: keyof typeof NOTE_ERRORS): ApiError {
  return new ApiError(code, NOTE_ERRORS[code]);
}

function present({ id, text, createdAt }: NoteRecord) {
  return { id, text, createdTime: Math.floor(createdAt.getTime() / 1000) };
}

/** The signed-in user's notes. */
async function listNotes(deps: AuthDeps, _input: Input<typeof notesList>, caller: SignedInCaller): Promise<Output<typeof notesList>> {
  const { session } = await caller.signedIn();
  const found = await deps.store.with(noteQueries).list(session.userId, NOTES_MAX);
  return found.map(present);
}

/** Keeps a note for the signed-in user. Throws `tooManyNotes` when they have as many as anybody may have. */
async function createNote(
  deps: AuthDeps,
  { text }: Input<typeof notesCreate>,
  caller: SignedInCaller,
): Promise<Output<typeof notesCreate>> {
  const { session } = await caller.signedIn();
  const note = { id: newId(deps.random, "N"), text, createdAt: deps.clock.now() };
  await deps.store.transaction(async (tx) => {
    const notes = tx.with(noteQueries);
    // Transactions that write come one after the other, so that two at once cannot both find the last place free.
    if ((await notes.count(session.userId)) >= NOTES_MAX) throw refuse("tooManyNotes");
    await notes.create(session.userId, note);
  });
  return present(note);
}

/** Removes a note. Throws `noteNotFound` for one that is not there, or is somebody else's: the difference is nobody's business. */
async function deleteNote(deps: AuthDeps, { id }: Input<typeof notesDelete>, caller: SignedInCaller): Promise<Output<typeof notesDelete>> {
  const { session } = await caller.signedIn();
  if (!(await deps.store.with(noteQueries).delete(session.userId, id))) throw refuse("noteNotFound");
  return {};
}

export const notes = {
  list: query(notesList, listNotes),
  create: mutation(notesCreate, createNote),
  delete: mutation(notesDelete, deleteNote),
};
