/** `management.user`: the attributes that users may have. */
export const customAttributes = {};
