import { updateEmail, updateLoginId, updatePhone, updateRecoveryEmail, updateRecoveryPhone } from "@repo/auth/management/user-addresses";
import { listPasskeys, removeAllPasskeys, removeRecoveryCodes, removeTotpSeed } from "@repo/auth/management/user-factors";
import { addRoles, addTenant, removeRoles, removeTenant, setRoles } from "@repo/auth/management/user-roles";
import {
  addSsoApps,
  patchUser,
  patchUsers,
  removeSsoApps,
  setSsoApps,
  updateCustomAttribute,
  updateName,
  updatePicture,
  updateUser,
} from "@repo/auth/management/user-update";
import { loadUsers, showHistories, showHistoriesInObject } from "@repo/auth/management/users-read";
import * as contract from "@repo/contract/management/user-update";
import { mutation, query } from "../trpc";

/** `management.user`: changing users, their roles and tenants, and reading several. */
export const userChanges = {
  update: mutation(contract.userUpdate, updateUser),
  patch: mutation(contract.userPatch, patchUser),
  patchBatch: mutation(contract.userPatchBatch, patchUsers),
  updateLoginId: mutation(contract.userUpdateLoginId, updateLoginId),
  updateEmail: mutation(contract.userUpdateEmail, updateEmail),
  updatePhone: mutation(contract.userUpdatePhone, updatePhone),
  updateRecoveryEmail: mutation(contract.userUpdateRecoveryEmail, updateRecoveryEmail),
  updateRecoveryPhone: mutation(contract.userUpdateRecoveryPhone, updateRecoveryPhone),
  updateDisplayName: mutation(contract.userUpdateName, updateName),
  updatePicture: mutation(contract.userUpdatePicture, updatePicture),
  updateCustomAttribute: mutation(contract.userUpdateCustomAttribute, updateCustomAttribute),
  setRoles: mutation(contract.userSetRoles, setRoles),
  addRoles: mutation(contract.userAddRoles, addRoles),
  removeRoles: mutation(contract.userRemoveRoles, removeRoles),
  addTenant: mutation(contract.userAddTenant, addTenant),
  removeTenant: mutation(contract.userRemoveTenant, removeTenant),
  addSSOapps: mutation(contract.userAddSsoApps, addSsoApps),
  setSSOapps: mutation(contract.userSetSsoApps, setSsoApps),
  removeSSOapps: mutation(contract.userRemoveSsoApps, removeSsoApps),
  removeTOTPSeed: mutation(contract.userRemoveTotp, removeTotpSeed),
  removeRecoveryCodes: mutation(contract.userRemoveRecoveryCodes, removeRecoveryCodes),
  removeAllPasskeys: mutation(contract.userRemovePasskeys, removeAllPasskeys),
  listPasskeys: query(contract.userListPasskeys, listPasskeys),
  loadUsers: query(contract.usersLoad, loadUsers),
  history: query(contract.usersHistory, showHistories),
  authHistory: query(contract.usersHistoryV2, showHistoriesInObject),
};
