/** `management.jwt`: tokens. */
export const jwts = {};
