import { NOTE_LENGTH_MAX, NOTES_MAX } from "@repo/app/notes/contract";
import { expect } from "vitest";
import type { Cases } from "./case";
import type { World } from "./world";

const note = (text: string) => ({ id: expect.stringMatching(/^N/), text, createdTime: expect.any(Number) });

/** Somebody who has written a note. */
async function withNote(world: World, loginId?: string) {
  const { credential, userId } = await world.signUp(loginId);
  const { body } = await world.call("notes.create", { text: "Water the ferns" }, credential);
  return { credential, userId, id: (body as { id: string }).id };
}

export const notesCases: Cases = {
  "notes.list": [
    {
      name: "answers one's own notes, the newest first",
      async arrange(world) {
        await withNote(world, "mary@northfold.example");
        const { credential } = await withNote(world);
        world.deps.clock.advance({ seconds: 1 });
        await world.call("notes.create", { text: "Call home" }, credential);
        return { input: {}, credential };
      },
      expected: { body: [note("Call home"), note("Water the ferns")] },
    },
  ],
  "notes.create": [
    {
      name: "keeps a note, without the space around it",
      arrange: async (world) => ({ input: { text: " Water the ferns " }, credential: (await world.signUp()).credential }),
      expected: { body: note("Water the ferns") },
    },
    {
      name: "refuses an empty note",
      arrange: async (world) => ({ input: { text: " " }, credential: (await world.signUp()).credential }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses a note that is too long",
      arrange: async (world) => ({ input: { text: "x".repeat(NOTE_LENGTH_MAX + 1) }, credential: (await world.signUp()).credential }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses more notes than there is room for",
      async arrange(world) {
        const { credential, userId } = await world.signUp();
        const createdAt = world.deps.clock.now();
        const data = Array.from({ length: NOTES_MAX }, (_, index) => ({ id: `N${index}`, userId, text: "x", createdAt }));
        await world.prisma.note.createMany({ data });
        return { input: { text: "One more" }, credential };
      },
      expected: { code: "tooManyNotes" },
    },
  ],
  "notes.delete": [
    {
      name: "removes a note",
      async arrange(world) {
        const { credential, id } = await withNote(world);
        return { input: { id }, credential };
      },
      expected: { body: {} },
    },
    {
      name: "knows no other person's note",
      async arrange(world) {
        const { id } = await withNote(world, "mary@northfold.example");
        return { input: { id }, credential: (await world.signUp()).credential };
      },
      expected: { code: "noteNotFound" },
    },
    {
      name: "asks which note",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { code: "E011003" },
    },
  ],
};
