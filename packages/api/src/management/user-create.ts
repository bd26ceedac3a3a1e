import { createUser } from "@repo/auth/management/user-create";
import { userCreate } from "@repo/contract/management/user";
import { mutation } from "../trpc";

/** `management.user`: making users. */
export const userCreation = {
  create: mutation(userCreate, createUser),
};
