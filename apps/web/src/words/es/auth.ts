import type { authWords as english, letterAuthWords as englishByLetter } from "../en/auth";
import type { Texts } from "../message";

/** What is said of a wrong code, wherever one is typed. */
export const wrongCode = {
  app: "Ese código no es correcto. Usa el que tu aplicación muestra ahora. Si sigue sin funcionar, pon en automático la hora de tu móvil.",
  email: "Ese código no es correcto. Mira el correo más reciente.",
  recovery: "Ese código de recuperación no sirve. Mira si hay algún error o usa el siguiente: cada uno sirve una vez.",
};

export const authWords: Texts<typeof english> = {
  form: {
    optional: "(opcional)",
    show: "Mostrar",
    hide: "Ocultar",
    password: "la contraseña",
    passwordShown: "Tu contraseña está a la vista",
    passwordHidden: "Tu contraseña está oculta",
    errorTitle: "Error: {title}",
    problemsTitle:
      "{count, plural, =1 {Hay un dato que corregir} =2 {Hay dos datos que corregir} =3 {Hay tres datos que corregir} other {Hay # datos que corregir}}",
    email: "Correo electrónico",
    notYou: "¿No eres tú?",
    emailProblems: {
      missing: { summary: "Escribe tu correo", field: "Escribe tu correo, como ada@northfold.example" },
      noAt: {
        summary: "Añade a tu correo la @ y lo que va detrás",
        field: "Añade la @ y lo que va detrás, como ada@northfold.example",
      },
      noDomain: {
        summary: "Añade a tu correo lo que va detrás de la @",
        field: "Añade lo que va detrás de la @, como ada@northfold.example",
      },
      malformed: {
        summary: "Revisa tu correo",
        field: "Revisa si se ha colado un error. Debería ser como ada@northfold.example",
      },
    },
    profile: { name: "Nombre", givenName: "Nombre de pila", familyName: "Apellidos", phone: "Teléfono" },
    profileProblems: {
      tooLong: { summary: "{label}: usa {max} caracteres o menos", field: "Usa {max} caracteres o menos. Aquí hay {length}." },
      phone: { summary: "{label}: revisa el número", field: "Revisa el número. Debería ser como +34 555 010 199" },
    },
  },

  newPassword: {
    rule: "{min} caracteres o más. Van bien unas cuantas palabras que puedas imaginar.",
    strength: { weak: "Fácil de adivinar", fair: "Podría ser más larga", strong: "Difícil de adivinar" },
    problems: {
      missing: { summary: "Elige una contraseña", field: "Elige una contraseña de {min} caracteres o más" },
      tooShort: {
        summary: "Elige una contraseña de {min} caracteres o más",
        field: "Elige {min} caracteres o más. Esta tiene {length}.",
      },
      tooLong: { summary: "Elige una contraseña más corta", field: "Elige {max} caracteres o menos. Esta tiene {length}." },
      guessable: {
        summary: "Elige una contraseña más difícil de adivinar",
        field: "Esta es fácil de adivinar. Deja fuera tu nombre y tu correo, y prueba con unas cuantas palabras que puedas imaginar.",
      },
      reused: { summary: "Elige una contraseña que sea nueva aquí", field: "Esta ya la has usado. Elige una que sea nueva aquí." },
    },
  },

  passwordRules: {
    rule: "{min} caracteres o más, con {kinds}.",
    kinds: {
      lowercase: "una minúscula",
      uppercase: "una mayúscula",
      number: "una cifra",
      nonAlphanumeric: "un símbolo o un espacio",
    },
    refused: {
      summary: "Elige una contraseña que cumpla la regla",
      field: "Esta no cumple la regla de arriba, o es fácil de adivinar. Deja fuera tu nombre y tu correo.",
    },
  },

  ways: {
    password: { name: "Contraseña", note: "Tu navegador puede crear una y guardarla" },
    code: { name: "Código por correo", note: "Seis cifras cada vez, nada que recordar" },
    app: { name: "Aplicación de autenticación", note: "Códigos en tu móvil, también sin conexión" },
    link: { name: "Enlace por correo", note: "Ábrelo en cualquier dispositivo; esta página continúa sola" },
    recovery: { name: "Usar un código de recuperación" },
    lastUsed: "Última forma usada en este dispositivo",
    lastUsedShort: "La última usada",
    others: "Otras formas de entrar",
    another: "Entrar de otra forma",
  },

  signUp: {
    title: "Crea tu cuenta",
    lede: "Elige cómo vas a entrar. Más adelante puedes añadir otras formas.",
    haveAccount: "¿Ya tienes una cuenta?",
    signIn: "Inicia sesión",
    another: "Elegir otra forma",
    emailTaken: {
      title: "Este correo ya tiene una cuenta",
      text: "{signIn} o usa otro correo.",
      field: "Usa otro correo o inicia sesión",
    },
  },

  foot: { label: "Sobre este sitio", help: "Ayuda", privacy: "Privacidad", terms: "Condiciones" },
  consent: {
    terms: "condiciones",
    privacy: "política de privacidad",
    both: "Al crear una cuenta aceptas las {terms}. La {privacy} explica qué hacemos con tus datos.",
    toTerms: "Al crear una cuenta aceptas las {terms}.",
    toPrivacy: "La {privacy} explica qué hacemos con tus datos.",
  },

  signUpPassword: { password: "Contraseña", submit: "Crear cuenta", submitting: "Creando tu cuenta" },
  signUpCode: {
    lede: "Te enviamos seis cifras por correo. Nada que recordar.",
    submit: "Enviarme un código",
    submitting: "Enviando tu código",
  },
  signUpApp: {
    lede: "Vas a añadir {app} a una aplicación que genera códigos de seis cifras.",
    submit: "Continuar",
    submitting: "Creando tu clave",
  },
  signUpLink: {
    lede: "Te enviamos un enlace por correo. Ábrelo en cualquier dispositivo.",
    submit: "Enviarme un enlace",
    submitting: "Enviando tu enlace",
  },

  signIn: {
    title: "Inicia sesión",
    heading: "Inicia sesión en {app}",
    onTheWay: "Ibas a: {place}.",
    places: { "/account": "Ajustes de la cuenta" },
    password: "Contraseña",
    passwordMissing: { summary: "Escribe tu contraseña", field: "Escribe tu contraseña" },
    forgot: "¿Has olvidado tu contraseña?",
    submit: "Iniciar sesión",
    submitting: "Iniciando sesión",
    newHere: "¿Es tu primera vez?",
    signUp: "Crea una cuenta",
    wrong: {
      title: "El correo y la contraseña no coinciden",
      text: "Revisa los dos e inténtalo de nuevo, o {code}.",
      code: "pide un código por correo",
    },
    locked: {
      title: "Demasiados intentos",
      text: "Espera {wait} antes de volver a usar una contraseña.",
      codeWorks: "{code} sí sirve ahora.",
      code: "Un código por correo",
    },
    done: {
      password: { title: "Tu contraseña ha cambiado", text: "Inicia sesión con la nueva." },
      signedOut: "Has cerrado la sesión.",
      passwordFirst:
        "Aquí se configuró algo antes de confirmar tu correo, y ya no vale. Inicia sesión para ver qué era y conservar lo que sea tuyo.",
      deletion: "Se ha cerrado la sesión de tu cuenta en todas partes y se eliminará en 14 días. Inicia sesión antes para conservarla.",
    },
  },

  signInCode: {
    lede: "Te enviamos seis cifras por correo. Nada que recordar.",
    submit: "Enviarme un código",
    submitting: "Enviando tu código",
  },
  signInLink: {
    lede: "Te enviamos un enlace por correo. Ábrelo en cualquier dispositivo.",
    submit: "Enviarme un enlace",
    submitting: "Enviando tu enlace",
  },
  signInApp: {
    lede: "Tu correo y las seis cifras que tu aplicación muestra ahora.",
    submit: "Iniciar sesión",
    submitting: "Iniciando sesión",
    wrong: {
      title: "El correo y el código no coinciden",
      text: "Revisa tu correo, espera al código siguiente y escríbelo aquí.",
    },
    noPhone: "Usar un código de recuperación",
  },

  code: {
    label: "Código de seis cifras",
    problems: {
      missing: { summary: "Escribe el código", field: "Escribe las seis cifras" },
      short: { summary: "Escribe las seis cifras", field: "Escribe las seis cifras" },
    },
    appWrong: { summary: "Ese código no es correcto", field: wrongCode.app },
    submit: "Continuar",
    submitting: "Comprobando tu código",
  },

  flowMissing: {
    title: "Empieza otra vez",
    text: "Esta página se abrió en otro navegador o hace ya un rato, y no sabe lo que habías empezado. Las cookies tienen que estar permitidas.",
    begin: "Empezar otra vez",
  },

  verify: {
    title: "Mira tu correo",
    sentTo: "Hemos enviado seis cifras a {address}.",
    otherAddress: "Usar otra dirección",
    newAccount: {
      title: "Confirma tu correo",
      why: "Tu cuenta está lista. Demuestra que este correo es tuyo: así te dejará volver a entrar cuando nada más lo haga.",
      later: "Más tarde",
    },
    worksFor: "Caduca en {time}",
    wrong: "Ese código no es correcto. Mira el correo más reciente. Te {left, plural, one {queda # intento} other {quedan # intentos}}.",
    wrongSummary: "Escribe el código del correo más reciente",
    expired: {
      title: "Este código ha caducado",
      text: "Los códigos sirven durante {minutes, plural, one {# minuto} other {# minutos}}. Pide uno nuevo y úsalo enseguida.",
    },
    anothers: {
      title: "Ese código es de otro correo",
      text: "Lo pidió una cuenta que no tiene aquí la sesión iniciada. Usa el código del correo que envió esta página.",
    },
    spent: { title: "Demasiados intentos con este código", text: "Ya no sirve. Pide uno nuevo para continuar." },
    goesTo: "Se envía a {address}.",
    resend: "Enviar otro código",
    resendIn: "Enviar otro código en {time}",
    resending: "Enviando otro código",
    resendNote: "Con un código nuevo, los anteriores dejan de servir.",
    resent: "Te hemos enviado otro código. Solo sirve el más reciente.",
    help: {
      title: "¿Aún no te ha llegado?",
      wait: "Espera un minuto y mira después en spam o promociones.",
      check: "Revisa la dirección de arriba. Basta una letra equivocada.",
      toAccount: "Volver a tu cuenta",
    },
    mailbox: "Abrir el buzón",
  },

  enrol: {
    title: "Añade una aplicación de autenticación",
    replaceTitle: "Pásate a otra aplicación de autenticación",
    lede: "Vale cualquiera que genere códigos de seis cifras.",
    addTo: "Añade {app} a tu aplicación",
    open: "Abrir mi aplicación de autenticación",
    orScan: "o escanéalo desde otra pantalla",
    qr: "Código QR que añade {app} a una aplicación de autenticación. La clave de abajo hace lo mismo.",
    showsUpAs: "Aparece como {app}, {account}",
    cantScan: "¿No puedes escanearlo?",
    typeKey: "Escribe esta clave en tu aplicación",
    copy: "Copiar",
    copied: "Copiado",
    copyKey: "la clave",
    copyFailed: "Selecciónala y cópiala a mano",
    onThisDevice: "¿La tienes en este dispositivo?",
    openHere: "Ábrela con la clave puesta",
    enterCode: "Escribe el código que muestra",
    hint: "Cambia cada 30 segundos. Nada se activa hasta que coincida.",
    submit: "Activar",
    submitting: "Activando",
    notNow: "Ahora no",
    tooMany: { title: "Demasiados intentos con esta clave", text: "{again} para obtener una nueva.", again: "Empieza otra vez" },
  },

  secondStep: {
    title: "Escribe el código de tu aplicación",
    look: "Busca {app}, cuenta {account}.",
    trust: "No volver a preguntar aquí durante {days} días",
    trustOne: "No volver a preguntar aquí durante un día",
    trustHint: "Solo en un dispositivo que nadie más use.",
    submit: "Iniciar sesión",
    submitting: "Iniciando sesión",
    otherTitle: "Un paso más",
    otherLede: "Elegiste entrar en dos pasos. Falta tu contraseña o un código por correo.",
    password: "Contraseña",
    passwordWrong: { title: "Esa no es tu contraseña", text: "Revísala e inténtalo de nuevo, o pide un código por correo." },
    sendCode: "Enviarme un código",
    sendingCode: "Enviando tu código",
    tooLong: { title: "Este inicio de sesión ha tardado demasiado", text: "{signIn} de nuevo.", signIn: "Inicia sesión" },
  },

  recoverySignIn: {
    title: "Usa un código de recuperación",
    lede: "Uno de los diez que guardaste. Cada uno sirve una vez.",
    code: "Código de recuperación",
    missing: { summary: "Escribe un código de recuperación", field: "Escribe uno de tus códigos de recuperación" },
    wrong: {
      title: "Ese código de recuperación no sirve",
      text: "Mira si hay algún error o usa el siguiente: cada uno sirve una vez.",
    },
    wrongPair: {
      title: "El correo y el código no coinciden",
      text: "Revisa los dos o usa el código siguiente: cada uno sirve una vez.",
    },
    submit: "Iniciar sesión",
    submitting: "Iniciando sesión",
  },

  // With its preposition, which the article has grown together with.
  operators: { people: "al equipo de {app}", reached: "al equipo de {app} ({contact})" },

  lostPhone: {
    link: "¿Has perdido el móvil?",
    noCodes: "¿No tienes códigos de recuperación?",
    title: "Sin tu móvil",
    lede: "Si la aplicación no está a tu alcance, hay otras maneras de demostrar que eres tú.",
    elsewhere: {
      title: "Busca la aplicación en otro dispositivo",
      text: "Una tableta, un móvil antiguo o una copia de seguridad de la aplicación pueden tener los mismos códigos.",
    },
    codes: {
      title: "Busca tus códigos de recuperación",
      text: "Pueden estar en tu gestor de contraseñas, en papel o en un archivo llamado {file}.",
      use: "Usar un código de recuperación",
    },
    ask: {
      title: "Pide ayuda",
      text: "Pregunta {operators}. Cuando sepan que eres tú, pueden desactivar la aplicación. Después, tu contraseña o un código por correo abre otra vez tu cuenta, con todo lo que hay en ella.",
    },
    back: "Volver al inicio de sesión",
  },

  wait: {
    hours: "{hours, number, ::unit/hour unit-width-full-name} {minutes, number, ::unit/minute unit-width-full-name}",
    minutes: "{minutes, number, ::unit/minute unit-width-full-name} {seconds, number, ::unit/second unit-width-full-name}",
    seconds: "{seconds, number, ::unit/second unit-width-full-name}",
    aMoment: "un momento",
    over: "Ya puedes intentarlo de nuevo.",
  },
};

export const letterAuthWords: Texts<typeof englishByLetter> = {
  waiting: {
    title: "Elige {number} en el correo",
    sentTo: "Hemos enviado tres números a {address}. Solo este es el tuyo.",
    waiting: "Esperándote",
    note: "Esta página continúa sola. Puedes abrir el correo en cualquier dispositivo.",
    goOn: "Ya lo he elegido",
    goOnNote: "Elige el número en cualquier dispositivo y vuelve aquí para continuar.",
    resend: "Enviarlo de nuevo",
    resendIn: "Enviarlo de nuevo en {time}",
    resending: "Enviándolo de nuevo",
    resendNote: "Un correo nuevo trae un número nuevo.",
    approved: { title: "Ya estás dentro", text: "Enseguida continúas.", go: "Ir ahora" },
    expired: {
      title: "Nadie ha elegido el número",
      text: "El correo sirve durante {minutes, plural, one {# minuto} other {# minutos}}. Pide otro cuando tengas el buzón abierto.",
    },
    ended: {
      title: "Se ha elegido otro número",
      text: "Por eso aquí no ha entrado nadie. Si fue un descuido, pide otro correo.",
    },
    declined: {
      title: "Alguien ha dicho que no era suyo",
      text: "En el correo se eligió «No soy yo», así que aquí no ha entrado nadie. Si fue un descuido, pide otro correo.",
    },
    sendNew: "Pedir otro correo",
    unreachable: "Ahora no hay conexión. Esta página sigue intentándolo.",
  },

  letterWays: {
    signIn: "O inicia sesión con {password} o {app}.",
    secondFactor: "O usa {password}.",
    reset: "O inicia sesión con {app}.",
    signUp: "O regístrate con {newPassword}.",
    password: "tu contraseña",
    newPassword: "una contraseña",
    app: "tu aplicación de autenticación",
  },

  letterLink: {
    forAccount: "Para {account}.",
    asks: {
      address: {
        title: "¿Es tuya esta cuenta?",
        lede: "Tu dirección pasaría a ser de la cuenta {account}: sus correos te llegarían a ti, y se abriría con un código o enlace enviado a ti. Sigue solo si es tuya.",
        submit: "Esta cuenta es mía",
      },
      loginId: {
        title: "¿Es tuya esta cuenta?",
        lede: "Tu dirección pasaría a ser de la cuenta {account}: sus correos te llegarían a ti, y se abriría con tu dirección, con la contraseña o con un código o enlace enviado a ti. Sigue solo si es tuya.",
        submit: "Esta cuenta es mía",
      },
      confirmation: {
        title: "¿Eres tú?",
        lede: "Quien tenga la sesión iniciada en la cuenta {account} podría entonces cambiar la contraseña, el correo y las demás formas de entrar. Sigue solo si lo has pedido tú.",
        submit: "Soy yo",
      },
    },
    disabled: { title: "Esta cuenta está desactivada", text: "El enlace no hace nada hasta que la cuenta se active de nuevo." },
    missing: {
      title: "Abre el enlace otra vez",
      text: "Esta página ha llegado sin el enlace de tu correo: se abrió en otra aplicación o en otro navegador, o hace ya un rato. Copia el enlace del correo y pégalo en este navegador. Las cookies tienen que estar permitidas.",
    },
  },

  notMe: {
    title: "¿No has sido tú?",
    lede: "{account}: esto cierra la sesión en todos los dispositivos, también en este. Si la cuenta tiene contraseña, después eliges una nueva.",
    submit: "Cerrar todas las sesiones",
    submitting: "Cerrando las sesiones",
    done: {
      title: "Todas las sesiones están cerradas",
      text: "Ya nadie tiene una sesión iniciada en esta cuenta. Vuelve a iniciar sesión y mira su historial.",
    },
    signIn: "Iniciar sesión",
    dead: {
      title: "Este botón ya no sirve",
      text: "Ya se usó, o el correo tiene más de un día. Aún puedes elegir una contraseña nueva, que cierra la sesión en todos los dispositivos.",
    },
    forgot: "Elegir una contraseña nueva",
  },

  approve: {
    title: "¿Permitir el acceso en la otra ventana?",
    lede: "Sigue solo si pediste este correo y la otra ventana muestra este número.",
    number: "El número es",
    asked: "Pedido {when}, desde {device}.",
    submit: "Permitir",
    submitting: "Permitiendo el acceso",
    done: { title: "Ya puedes volver a la otra ventana", text: "Continúa sola. Puedes cerrar esta." },
    decline: "No soy yo",
    declining: "Terminando",
    declined: {
      title: "No ha entrado nadie",
      text: "Se avisa a la otra ventana y este correo ya no sirve. Si no lo pediste, alguien ha escrito tu correo: sin ti no puede entrar.",
    },
    used: {
      title: "Este correo ya se ha usado",
      text: "Se eligió un número o alguien dijo que no era suyo. Si la otra ventana sigue esperando, pide allí otro correo.",
    },
    expired: {
      title: "Este correo es demasiado antiguo",
      text: "Sirve durante {minutes, plural, one {# minuto} other {# minutos}}. Pide otro en la otra ventana.",
    },
    dead: {
      title: "Con esto no ha entrado nadie",
      text: "No era el número de la otra ventana o el correo es demasiado antiguo. Pide allí uno nuevo.",
    },
  },

  undoEmail: {
    title: "¿Deshacer el cambio?",
    lede: "Esta dirección vuelve a ser el correo de la cuenta y se cierra la sesión en todos los dispositivos. Sigue solo si no lo has cambiado tú.",
    submit: "Recuperar mi correo",
    submitting: "Recuperando tu correo",
    done: {
      title: "Tu correo vuelve a ser el de antes",
      text: "Se ha cerrado la sesión en todos los dispositivos. Quien lo cambió quizá conoce tu contraseña: elige ahora una nueva.",
    },
    dead: {
      title: "Este enlace ya no sirve",
      text: "Ya se ha usado o tiene más de 72 horas. No ha cambiado nada.",
    },
    newPassword: "Elegir una contraseña nueva",
  },

  openLink: {
    title: "Continúa en {app}",
    lede: "Con un clic usas el enlace de tu correo.",
    submit: "Continuar",
    submitting: "Abriendo",
    used: { title: "Este enlace ya se ha usado", text: "Cada enlace sirve una vez. Pide uno nuevo." },
    expired: {
      title: "Este enlace es demasiado antiguo",
      text: "Sirve durante {minutes, plural, one {# minuto} other {# minutos}}. Pide uno nuevo y ábrelo enseguida.",
    },
    dead: { title: "Este enlace ya no sirve", text: "Ya se ha usado o es demasiado antiguo. Pide uno nuevo." },
    askNew: "Enviarme otro enlace",
  },

  forgot: {
    title: "Restablece tu contraseña",
    lede: "Te enviamos por correo un enlace para elegir una nueva.",
    ledeCode: "Te enviamos por correo seis cifras para elegir una nueva.",
    submit: "Enviarme un enlace",
    submitCode: "Enviarme un código",
    submitting: "Enviando",
    hurry: "¿Tienes prisa? {code} y cámbiala más tarde.",
    code: "Entra con un código",
    back: "Volver al inicio de sesión",
    sentTitle: "Mira tu correo",
    sent: "Si {address} tiene una cuenta, hay un enlace en camino. Sirve durante {minutes, plural, one {# minuto} other {# minutos}}.",
    sentCode:
      "Si {address} tiene una cuenta, hay seis cifras en camino. Sirven durante {minutes, plural, one {# minuto} other {# minutos}}.",
    resend: "Enviarlo de nuevo",
    resendIn: "Enviarlo de nuevo en {time}",
    resending: "Enviándolo de nuevo",
    resendNote: "Cada enlace sirve una vez.",
    resendNoteCode: "Con un código nuevo, los anteriores dejan de servir.",
    resent: "Enviado de nuevo.",
  },

  reset: {
    title: "Elige una contraseña nueva",
    lede: "Se cerrará la sesión en tus otros dispositivos.",
    newPassword: "Contraseña nueva",
    submit: "Guardar la contraseña nueva",
    submitSignIn: "Guardar e iniciar sesión",
    submitting: "Guardando",
    used: {
      title: "Este enlace ya se ha usado",
      text: "Cada enlace sirve una vez, y uno más reciente o una contraseña nueva anula los anteriores. Pide uno nuevo.",
    },
    expired: {
      title: "Este enlace es demasiado antiguo",
      text: "Sirve durante {minutes, plural, one {# minuto} other {# minutos}}. Pide uno nuevo y ábrelo enseguida.",
    },
    dead: {
      title: "Este enlace ya no sirve",
      text: "Ya se ha usado o tiene más de {minutes, plural, one {# minuto} other {# minutos}}. Pide uno nuevo.",
    },
    over: {
      title: "Esta página ya no sirve",
      text: "Ya se ha usado, es demasiado antigua o en este navegador se ha empezado otro cambio desde entonces. Empieza otra vez.",
    },
    deadCode: { summary: "Escribe el código del correo más reciente", field: wrongCode.email },
    askNew: "Enviarme otro enlace",
  },
};
