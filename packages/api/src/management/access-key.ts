import {
  activateAccessKeys,
  createAccessKey,
  deactivateAccessKeys,
  deleteAccessKeys,
  loadAccessKey,
  rotateAccessKey,
  searchAccessKeys,
  updateAccessKey,
} from "@repo/auth/management/access-key";
import {
  accessKeyActivate,
  accessKeyActivateBatch,
  accessKeyCreate,
  accessKeyDeactivate,
  accessKeyDeactivateBatch,
  accessKeyDelete,
  accessKeyDeleteBatch,
  accessKeyLoad,
  accessKeyRotate,
  accessKeySearch,
  accessKeyUpdate,
} from "@repo/contract/management/access-key";
import { mutation, query } from "../trpc";

/** `management.accessKey`: access keys. */
export const accessKeys = {
  create: mutation(accessKeyCreate, createAccessKey),
  load: query(accessKeyLoad, loadAccessKey),
  searchAll: query(accessKeySearch, searchAccessKeys),
  update: mutation(accessKeyUpdate, updateAccessKey),
  rotate: mutation(accessKeyRotate, rotateAccessKey),
  activate: mutation(accessKeyActivate, activateAccessKeys.one),
  activateBatch: mutation(accessKeyActivateBatch, activateAccessKeys.all),
  deactivate: mutation(accessKeyDeactivate, deactivateAccessKeys.one),
  deactivateBatch: mutation(accessKeyDeactivateBatch, deactivateAccessKeys.all),
  delete: mutation(accessKeyDelete, deleteAccessKeys.one),
  deleteBatch: mutation(accessKeyDeleteBatch, deleteAccessKeys.all),
};
