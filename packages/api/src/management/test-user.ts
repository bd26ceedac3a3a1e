/** `management.user`: test users, and links for apps to hand out. */
export const testUsers = {};
