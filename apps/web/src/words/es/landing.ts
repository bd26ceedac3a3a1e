import type { landingWords as english } from "../en/landing";
import type { Texts } from "../message";

export const landingWords: Texts<typeof english> = {
  landing: {
    title: "{app}: la puerta de entrada de tu aplicación, en tus manos",
    headline: "La puerta de tu aplicación, en tus manos",
    lede: "{app} es una aplicación que funciona y que puedes clonar: registro, inicio de sesión, sesiones y cuentas, con una API que los SDK de Descope ya hablan. Puedes leer y cambiar cada línea.",
    docs: "Docs",
    command: "el comando",
    // Short: it stands in a line with the brand and another button.
    signIn: "Entrar",
    signUp: "Crear cuenta",
    surfacesLabel: "Tres entradas",
    pages: { title: "Páginas", text: "Para las personas. Listas, con tus palabras y colores.", go: "Ver la página de inicio de sesión" },
    trpc: {
      title: "tRPC",
      text: "Para tu propia interfaz. Con tipos desde la base de datos hasta el botón.",
      go: "Ver una llamada con tipos",
    },
    rest: {
      title: "REST y SDK",
      text: "Para todo lo demás. A los SDK de Descope les basta con otra URL base.",
      go: "Abrir la referencia de la API",
    },
    askTitle: "Pregúntale algo",
    askText: "Esta página la sirve la propia aplicación. Los ejemplos llevan su dirección y su proyecto, así que puedes pegarlos tal cual.",
    running: "En marcha en {host}",
    curl: "curl",
    sdk: "SDK de JavaScript",
    typed: "tRPC",
    sampleComment: "// string, y lo sabe",
    samples: {
      label: "Ejemplo",
      answer: "200 OK",
      copy: "Copiar",
      copied: "Copiado",
      copyFailed: "Selecciónalo y cópialo a mano",
      what: "el ejemplo",
    },
    includedTitle: "Qué hay en la casa",
    includedText: "Lo bastante pequeña para leerla en una tarde y lo bastante completa para publicarla.",
    included: [
      { name: "Cuatro formas de entrar", note: "Contraseña, código por correo, aplicación de autenticación, enlace por correo" },
      { name: "Cuentas", note: "Perfil, formas de entrar, códigos de recuperación, dispositivos, historial" },
      { name: "Dos pasos", note: "Una aplicación además de la contraseña, para quien lo pida" },
      { name: "Sesiones", note: "Cada una es una fila: cerrarlas desde otro sitio surte efecto al momento" },
      { name: "Un correo que se ve", note: "Un buzón local mientras desarrollas, SMTP en producción" },
      { name: "Un solo archivo de datos", note: "SQLite para empezar: nada que instalar ni que pagar" },
      { name: "Documentación salida del código", note: "La referencia sigue al código, y cada llamada se puede probar en ella" },
      { name: "Pruebas que se leen como reglas", note: "Una por cada promesa de la API, por REST y por tRPC" },
    ],
    startTitle: "De un clon a tu primer inicio de sesión",
    startText: "Solo necesita Node. Ni claves, ni servicios, ni cuentas en ninguna parte.",
    start: {
      clone: "git clone <tu copia> gatehouse",
      cloneNote: "Desde aquí, cada línea es tuya.",
      runNote: "Instala, crea la base de datos, las claves y un proyecto de demostración, y arranca.",
      open: "open localhost:3000/sign-up",
      openNote: "Los correos llegan al buzón de /dev/mail.",
    },
    foot: { licence: "{app}, licencia MIT", reference: "Referencia de la API" },
  },
};
