import type { notFoundWords as english } from "../en/not-found";
import type { Texts } from "../message";

export const notFoundWords: Texts<typeof english> = {
  title: "No hay nada en esta dirección",
  text: "Puede que el enlace sea antiguo o que falte una letra.",
  start: "Página de inicio",
  startNote: "Donde empieza {app}",
  account: "Tu cuenta",
  accountNote: "Perfil, formas de entrar, dispositivos",
};
