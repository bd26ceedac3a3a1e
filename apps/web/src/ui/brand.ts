/** The name people see: in titles, beside the mark, in sentences. */
export const APP_NAME = "Gatehouse";
