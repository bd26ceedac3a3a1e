/** `management.role`: roles. */
export const roles = {};
