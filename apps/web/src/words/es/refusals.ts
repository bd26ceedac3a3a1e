import type { refusalWords as english } from "../en/refusals";
import type { Texts } from "../message";

export const refusalWords: Texts<typeof english> = {
  E062906: { title: "El correo y la contraseña no coinciden", text: "Revisa los dos e inténtalo de nuevo." },
  E062903: {
    title: "Esta contraseña está bloqueada",
    text: "Ha habido demasiados intentos fallidos. Inténtalo más tarde o elige una nueva con «¿Has olvidado tu contraseña?».",
  },
  E062909: { title: "Esta contraseña ha caducado", text: "Elige una nueva con «¿Has olvidado tu contraseña?»." },
  E062110: { title: "Esta cuenta está desactivada", text: "Pide {operators} que vuelva a activarla." },
  E130429: { title: "Demasiados intentos", text: "Espera {wait} antes de volver a intentarlo." },
  letters: {
    title: "Ya hemos enviado varios correos",
    text: "Usa el más reciente; mira también en spam o promociones. Se puede enviar otro en {wait}.",
  },
  E061102: { title: "Ese código no es correcto", text: "Revísalo e inténtalo de nuevo." },
  E061103: { title: "Demasiados intentos con este código", text: "Ya no sirve. Pide uno nuevo para continuar." },
  E061104: { title: "Este código ha caducado", text: "Pide uno nuevo y úsalo enseguida." },
  E062120: { title: "Esta cuenta no tiene aplicación de autenticación", text: "Añade primero una." },
  E062125: { title: "Este correo pertenece a otra cuenta", text: "Usa otro correo o inicia sesión en esa cuenta." },
  E062130: {
    title: "No has iniciado sesión en la cuenta que lo pidió",
    text: "No ha cambiado nada. Inicia sesión aquí en esa cuenta, o abre esto donde se pidió, e inténtalo de nuevo.",
  },
  E062131: {
    title: "Te falta un paso para entrar",
    text: "Escribe el código de tu aplicación de autenticación e inténtalo de nuevo.",
  },
  E062132: { title: "Aún no está hecho", text: "Has confirmado que eres tú. Repite ahora este paso." },
  E062133: {
    title: "Confirma primero tu correo",
    text: "Los códigos y enlaces por correo sirven aquí cuando la dirección de la cuenta está confirmada.",
  },
  E062135: {
    title: "Confirma antes tu correo",
    text: "Tu cuenta te lo pide: después puedes añadir una aplicación, códigos de recuperación y un segundo paso.",
  },
  E112103: { title: "Es el único nombre de esta cuenta", text: "Se queda para que puedas iniciar sesión. Cambia tu correo en su lugar." },
  E062136: { title: "No queda nada que conservar", text: "Ya se ha eliminado. Configúralo de nuevo en tu cuenta." },
  E062134: {
    title: "Estás actuando en nombre de otra persona",
    text: "Solo esa persona puede hacer esto. Cierra esta sesión e inicia la tuya.",
  },
  E062503: { title: "Nadie ha abierto el enlace todavía", text: "Abre el correo y elige tu número." },
  E062504: { title: "Este enlace ya no sirve", text: "Ya se ha usado o es demasiado antiguo. Pide uno nuevo." },
  E062505: { title: "No ha entrado nadie", text: "Quien leyó el correo dijo que no era suyo." },
  E062904: { title: "Ya has usado esta contraseña", text: "Elige una que sea nueva aquí." },
  E062907: {
    title: "Esta cuenta no se puede recuperar por correo",
    text: "Su dirección nunca se confirmó. Pregunta {operators}.",
  },
  E064001: { title: "Se ha cerrado tu sesión", text: "Inicia sesión de nuevo para continuar." },
  E064002: { title: "Se ha cerrado tu sesión", text: "Inicia sesión de nuevo para continuar." },
  E061001: { title: "No has iniciado sesión aquí", text: "Recarga esta página e inténtalo de nuevo." },
  E010403: { title: "Esta página ya no está al día", text: "Recárgala e inténtalo de nuevo." },
  E010415: { title: "Eso no ha llegado como debía", text: "Vuelve a cargar la página e inténtalo de nuevo." },
  E010413: { title: "Eso es más de lo que cabe", text: "Acorta lo que has escrito e inténtalo de nuevo." },
  E010503: {
    title: "Ahora mismo no podemos acceder a nuestros datos",
    text: "Espera un momento e inténtalo de nuevo. Lo que has escrito se conserva.",
  },
  E011001: { title: "Algo de lo que has escrito no se puede usar", text: "Revisa cada campo e inténtalo de nuevo." },
  E011003: { title: "Algo de lo que has escrito no se puede usar", text: "Revisa cada campo e inténtalo de nuevo." },
  E011004: { title: "Algo de lo que has escrito no se puede usar", text: "Revisa cada campo e inténtalo de nuevo." },
  offline: {
    title: "No se puede conectar con {app}",
    text: "Revisa tu conexión e inténtalo de nuevo. Lo que has escrito se conserva.",
  },
  fallback: {
    title: "Algo ha fallado por nuestra parte",
    text: "Espera un momento e inténtalo de nuevo. Lo que has escrito se conserva.",
  },
};
