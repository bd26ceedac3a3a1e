/*
 * How long things live and how often they may be tried: what the server holds everybody to, and what pages and letters tell people. No
 * zod here, so that a page can read it.
 */

/** A code by mail (C4). */
export const CODE_MINUTES = 5;
export const CODE_TRIES_MAX = 5;

/** A link by mail, and three numbered ones. */
export const LINK_MINUTES = 10;

/** A token that an application hands out itself: in seconds, where nothing is said and at most. */
export const EMBEDDED_LINK_SECONDS = 60;
export const EMBEDDED_LINK_SECONDS_MAX = 24 * 60 * 60;

/** The link that resets a password: longer, since there is a password to think of (R1). */
export const RESET_LINK_MINUTES = 15;

/** How long an account whose user wants it gone can be kept, by signing in. */
export const ERASURE_DAYS = 14;

/** Of a user's trusted browsers so many are kept, the newest. */
export const TRUSTED_DEVICES_MAX = 20;

/** How long the reader of a former address can take its change back. */
export const EMAIL_UNDO_HOURS = 72;

/** The key of an authenticator app, from when it is shown until a code confirms it. */
export const AUTHENTICATOR_KEY_MINUTES = 30;

/** How many recovery codes a set has. */
export const RECOVERY_CODES = 10;

/** Shortest and longest password, in Unicode code points. */
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 256;

/** The link that ends what a letter tells of: as long as any letter is of use. */
export const DISOWN_LINK_HOURS = 24;

/** A picture that somebody uploads: in bytes, and as many points as a telephone takes. */
export const PICTURE_BYTES_MAX = 8 * 1024 * 1024;
export const PICTURE_PIXELS_MAX = 25_000_000;

/** The longest name that somebody gives a device, in characters. */
export const DEVICE_NAME_MAX = 60;
