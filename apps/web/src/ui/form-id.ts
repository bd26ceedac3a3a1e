"use client";

import { createContext, useContext } from "react";

const FormIdContext = createContext<string | undefined>(undefined);

/** Hands every plain form of a page what tells it from the same form on the page as it is loaded again. */
export const FormId = FormIdContext.Provider;

export function useFormId(): string | undefined {
  return useContext(FormIdContext);
}
