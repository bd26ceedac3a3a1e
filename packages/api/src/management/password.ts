/** `management.password`: what passwords have to be. */
export const passwords = {};
