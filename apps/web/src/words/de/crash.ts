import type { crashWords as english } from "../en/crash";
import type { Texts } from "../message";

export const crashWords: Texts<typeof english> = {
  title: "Bei uns ist etwas schiefgegangen",
  text: "Versuchen Sie es noch einmal. Klappt es weiterhin nicht, kommen Sie später wieder.",
  again: "Erneut versuchen",
  reference: "Kennung:",
};
