import {
  createTenant,
  deleteTenant,
  loadTenant,
  loadTenants,
  searchTenants,
  updateDefaultRoles,
  updateTenant,
} from "@repo/auth/management/tenant";
import { configureTenantSettings, showTenantSettings } from "@repo/auth/management/tenant-settings";
import {
  tenantAll,
  tenantConfigureSettings,
  tenantCreate,
  tenantDelete,
  tenantLoad,
  tenantSearch,
  tenantSettings,
  tenantUpdate,
  tenantUpdateDefaultRoles,
} from "@repo/contract/management/tenant";
import { mutation, query } from "../trpc";

/** `management.tenant`: tenants. */
export const tenants = {
  create: mutation(tenantCreate, createTenant),
  update: mutation(tenantUpdate, updateTenant),
  updateDefaultRoles: mutation(tenantUpdateDefaultRoles, updateDefaultRoles),
  delete: mutation(tenantDelete, deleteTenant),
  load: query(tenantLoad, loadTenant),
  loadAll: query(tenantAll, loadTenants),
  searchAll: query(tenantSearch, searchTenants),
  getSettings: query(tenantSettings, showTenantSettings),
  configureSettings: mutation(tenantConfigureSettings, configureTenantSettings),
};
