/** A role that somebody has, in a tenant or (null) in the project, with one of its permissions or (null) without any. */
interface Grant {
  tenantId: string | null;
  role: string;
  permission: string | null;
}

/** A tenant that somebody belongs to. */
interface Membership {
  tenantId: string;
  /** Whether the whole tenant is: nobody acts in it. */
  disabled: boolean;
}

interface Powers {
  roleNames: string[];
  permissions: string[];
}

/**
 * SQL of a column: the roles that a query for `tenantId` (null in the project) and `roleId` finds, with their permissions. Read it by
 * `readPowers`.
 */
export function grantsOf(held: string): string {
  return `
    (SELECT json_group_array(json_object('tenantId', "held"."tenantId", 'role', "Role"."name", 'permission', "Permission"."name"))
      FROM (${held}) AS "held"
      JOIN "Role" ON "Role"."id" = "held"."roleId"
      LEFT JOIN "RolePermission" ON "RolePermission"."roleId" = "Role"."id"
      LEFT JOIN "Permission" ON "Permission"."id" = "RolePermission"."permissionId")`;
}

function powersIn(tenantId: string | null, grants: readonly Grant[]): Powers {
  const held = grants.filter((grant) => grant.tenantId === tenantId);
  const permissions = held.map(({ permission }) => permission).filter((permission) => permission !== null);
  return { roleNames: [...new Set(held.map(({ role }) => role))].sort(), permissions: [...new Set(permissions)].sort() };
}

/** What somebody may do in the project and in each tenant, of a list of memberships as JSON and a column of `grantsOf`. */
export function readPowers<Tenant extends Membership & Powers>(memberships: string, grants: string): Powers & { tenants: Tenant[] } {
  const held: Grant[] = JSON.parse(grants);
  const tenants: Tenant[] = JSON.parse(memberships);
  return {
    ...powersIn(null, held),
    // SQLite has no booleans: they are 0 or 1.
    tenants: tenants.map((tenant) => ({ ...tenant, disabled: Boolean(tenant.disabled), ...powersIn(tenant.tenantId, held) })),
  };
}
