/** The ID of a page's title, for the field that takes the focus in its place and has to say where one is. */
export const TITLE_ID = "page-title";
