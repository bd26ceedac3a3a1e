/** `management.user`: changing users, their roles and tenants. */
export const userChanges = {};
