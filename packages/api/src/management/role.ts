import {
  createRole,
  createRoles,
  deleteRole,
  deleteRoles,
  loadRoles,
  searchRoles,
  updateRole,
  updateRoles,
} from "@repo/auth/management/role";
import {
  roleAll,
  roleCreate,
  roleCreateBatch,
  roleDelete,
  roleDeleteBatch,
  roleSearch,
  roleUpdate,
  roleUpdateBatch,
} from "@repo/contract/management/role";
import { mutation, query } from "../trpc";

/** `management.role`: roles, of the project and of tenants. */
export const roles = {
  create: mutation(roleCreate, createRole),
  createBatch: mutation(roleCreateBatch, createRoles),
  update: mutation(roleUpdate, updateRole),
  updateBatch: mutation(roleUpdateBatch, updateRoles),
  delete: mutation(roleDelete, deleteRole),
  deleteBatch: mutation(roleDeleteBatch, deleteRoles),
  loadAll: query(roleAll, loadRoles),
  search: query(roleSearch, searchRoles),
};
