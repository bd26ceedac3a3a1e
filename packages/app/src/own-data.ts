import type { AuthDeps } from "@repo/auth/deps";
import { noteQueries } from "./notes/queries";

/** More than anybody has. */
const ALL = 100_000;

/** What your product stores of a user, for whoever downloads their data. One line an area. */
export const ownData = {
  notes: ({ store }: AuthDeps, userId: string) => store.with(noteQueries).list(userId, ALL),
};
