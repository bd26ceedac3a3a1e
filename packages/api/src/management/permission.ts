import {
  createPermission,
  createPermissions,
  deletePermission,
  deletePermissions,
  loadPermissions,
  updatePermission,
  updatePermissions,
} from "@repo/auth/management/permission";
import {
  permissionAll,
  permissionCreate,
  permissionCreateBatch,
  permissionDelete,
  permissionDeleteBatch,
  permissionUpdate,
  permissionUpdateBatch,
} from "@repo/contract/management/permission";
import { mutation, query } from "../trpc";

/** `management.permission`: permissions. */
export const permissions = {
  create: mutation(permissionCreate, createPermission),
  createBatch: mutation(permissionCreateBatch, createPermissions),
  update: mutation(permissionUpdate, updatePermission),
  updateBatch: mutation(permissionUpdateBatch, updatePermissions),
  delete: mutation(permissionDelete, deletePermission),
  deleteBatch: mutation(permissionDeleteBatch, deletePermissions),
  loadAll: query(permissionAll, loadPermissions),
};
