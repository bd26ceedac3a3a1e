import { notes } from "./notes/notes";

/** Your product: everything of yours that can be called, by the names that pages and clients call it. One line an area. */
export const product = {
  notes,
};
