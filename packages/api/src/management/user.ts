import { updateImpersonationConsent } from "@repo/auth/management/impersonation";
import { deleteUser, loadUser, logoutUser, updateUserStatus } from "@repo/auth/management/user";
import { userUpdateImpersonationConsent } from "@repo/contract/management/jwt";
import { userDelete, userLoad, userLogout, userUpdateStatus } from "@repo/contract/management/user";
import { mutation, query } from "../trpc";

/** `management.user`: one user as a whole. */
export const users = {
  load: query(userLoad, loadUser),
  updateStatus: mutation(userUpdateStatus, updateUserStatus),
  delete: mutation(userDelete, deleteUser),
  logoutUser: mutation(userLogout, logoutUser),
  updateImpersonationConsent: mutation(userUpdateImpersonationConsent, updateImpersonationConsent),
};
