import type { crashWords as english } from "../en/crash";
import type { Texts } from "../message";

export const crashWords: Texts<typeof english> = {
  title: "Algo ha fallado por nuestra parte",
  text: "Inténtalo de nuevo. Si sigue pasando, vuelve dentro de un rato.",
  again: "Intentar de nuevo",
  reference: "Referencia:",
};
