import { deleteUser, loadUser, logoutUser, updateUserStatus } from "@repo/auth/management/user";
import { userDelete, userLoad, userLogout, userUpdateStatus } from "@repo/contract/management/user";
import { mutation, query } from "../trpc";

/** `management.user`: one user as a whole. */
export const users = {
  load: query(userLoad, loadUser),
  updateStatus: mutation(userUpdateStatus, updateUserStatus),
  delete: mutation(userDelete, deleteUser),
  logoutUser: mutation(userLogout, logoutUser),
};
