import type { AuthDeps } from "../deps";

// The column `picture` holds an address as it was given, or where the user has uploaded one, its key behind this word. So the address of an
// uploaded one follows APP_URL when that changes.

const UPLOADED = "picture:";
const KEY = /^[\w-]{43}$/;

/** What the column holds for an uploaded picture. */
export function uploadedColumn(key: string): string {
  return UPLOADED + key;
}

/** The key of the uploaded picture that a column stands for; undefined where it stands for none. */
export function uploadedKey(column: string): string | undefined {
  const key = column.startsWith(UPLOADED) ? column.slice(UPLOADED.length) : "";
  return isPictureKey(key) ? key : undefined;
}

/** Whether this could be the key of a picture. */
export function isPictureKey(key: string): boolean {
  return KEY.test(key);
}

/** Where it is shown, on this server. */
export function picturePath(key: string): string {
  return `/picture/${key}`;
}

/** What the wire says of a column: an address, or nothing. */
export function pictureUrl({ config }: Pick<AuthDeps, "config">, column: string): string {
  const key = uploadedKey(column);
  return key === undefined ? column : config.appOrigin + picturePath(key);
}
