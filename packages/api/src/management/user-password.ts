/** `management.user`: the passwords of users. */
export const userPasswords = {};
