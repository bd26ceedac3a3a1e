/** The ID of the form that a "Not you?" button belongs to: it stands in another form. */
export const NOT_YOU_FORM = "not-you";
