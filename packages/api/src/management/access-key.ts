/** `management.accessKey`: access keys. */
export const accessKeys = {};
