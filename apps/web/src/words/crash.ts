/** For the error boundaries, which are scripts of every page and cannot be handed anything: a file of its own. */
export const crashWords = {
  title: "Something went wrong on our side",
  text: "Try again. If it keeps happening, come back in a while.",
  again: "Try again",
  reference: "Reference: {digest}",
};
