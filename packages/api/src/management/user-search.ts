/** `management.user`: finding users. */
export const userSearch = {};
