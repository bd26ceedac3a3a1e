/** `management.audit`: what happened. */
export const audits = {};
