import { expirePassword, setActivePassword, setTemporaryPassword } from "@repo/auth/management/user-password";
import { userExpirePassword, userSetActivePassword, userSetTemporaryPassword } from "@repo/contract/management/user-password";
import { mutation } from "../trpc";

/** `management.user`: the passwords of users. */
export const userPasswords = {
  setTemporaryPassword: mutation(userSetTemporaryPassword, setTemporaryPassword),
  setActivePassword: mutation(userSetActivePassword, setActivePassword),
  expirePassword: mutation(userExpirePassword, expirePassword),
};
