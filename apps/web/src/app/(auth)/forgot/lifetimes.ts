/** How long a letter's link, and a letter's code, let one choose a new password: packages/auth says the same, and has the last word. */
export const RESET_LINK_MINUTES = 15;
export const RESET_CODE_MINUTES = 5;
