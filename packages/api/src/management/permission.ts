/** `management.permission`: permissions. */
export const permissions = {};
