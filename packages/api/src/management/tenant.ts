/** `management.tenant`: tenants. */
export const tenants = {};
