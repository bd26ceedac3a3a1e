/** How many recovery codes a set has: packages/auth says the same, and has the last word. */
export const RECOVERY_CODES = 10;

/** So few that it is time for new ones. */
export const RECOVERY_CODES_FEW = 2;
