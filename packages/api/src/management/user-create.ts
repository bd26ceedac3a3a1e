import { createTestUser, createUser, createUsers } from "@repo/auth/management/user-create";
import { deleteUsers } from "@repo/auth/management/user-delete";
import { userCreate, userCreateBatch, userCreateTest, userDeleteBatch } from "@repo/contract/management/user-create";
import { mutation } from "../trpc";

/** `management.user`: making users, and many at once. */
export const userCreation = {
  create: mutation(userCreate, createUser),
  createTestUser: mutation(userCreateTest, createTestUser),
  createBatch: mutation(userCreateBatch, createUsers),
  deleteBatch: mutation(userDeleteBatch, deleteUsers),
};
