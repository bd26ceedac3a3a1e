import type { serverWords as english } from "../en/server";
import type { Texts } from "../message";

export const serverWords: Texts<typeof english> = {
  crossSite: {
    title: "No sabemos si esto lo has enviado tú",
    text: "Quizá lo ha enviado otro sitio, así que no hemos hecho nada. Si era tu intención, abre la página aquí e inténtalo de nuevo.",
  },
  malformed: {
    title: "Esta dirección no funciona",
    text: "Puede estar cortada o mal escrita. Compruébala o empieza en la página de inicio.",
  },
  addressTooLong: {
    title: "Esta dirección es demasiado larga",
    text: "Compruébala o empieza en la página de inicio.",
  },
  headersTooLarge: {
    title: "Tu navegador envía demasiadas cookies",
    text: "Borra las cookies de este sitio en los ajustes del navegador y vuelve a abrir la página. Tendrás que iniciar sesión de nuevo.",
  },
  tooLarge: {
    title: "Era demasiado de una vez",
    text: "No hemos guardado nada. Vuelve atrás, acorta lo que has escrito o elige un archivo más pequeño y envíalo de nuevo.",
  },
  tooOften: {
    title: "Demasiadas peticiones",
    text: "Espera un minuto e inténtalo de nuevo.",
  },
  tooSlow: {
    title: "La conexión es demasiado lenta",
    text: "Tu petición no llegó entera, así que no hemos hecho nada. Inténtalo de nuevo.",
  },
  start: "Página de inicio",
};
