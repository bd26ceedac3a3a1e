/** For the error boundaries: in English a part of every page's script, for where nothing else is left to read from. */
export const crashWords = {
  title: "Something went wrong on our side",
  text: "Try again. If it keeps happening, come back in a while.",
  again: "Try again",
  reference: "Reference:",
} as const;
