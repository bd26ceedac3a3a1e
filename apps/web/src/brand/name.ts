/** YOUR NAME: in titles, beside the mark, in sentences, and in letters and authenticator apps unless the setting APP_NAME says another. */
export const APP_NAME = "Gatehouse";
