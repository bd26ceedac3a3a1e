import type { Route } from "next";
import type { Language } from "#words/languages";

/** A page that the bar of the signed-in leads to. */
interface Destination {
  href: Route;
  label: Record<Language, string>;
}

/** The pages of your product, in the order in which the bar names them. The account is behind the avatar. */
export const NAVIGATION: readonly Destination[] = [{ href: "/notes", label: { en: "Notes", es: "Notas", de: "Notizen" } }];
