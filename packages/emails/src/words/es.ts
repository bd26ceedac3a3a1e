import type { Words } from "./words";

export const es: Words = {
  locale: "es-ES",
  messages: {
    origin: {
      known: "{at, date, long}, {at, time, short} UTC, desde {browser} en {system}",
      partlyKnown: "{at, date, long}, {at, time, short} UTC, desde {device}",
      unknown: "{at, date, long}, {at, time, short} UTC",
    },
    asked: "Solicitud del {origin}.",
    done: "Hecho el {origin}.",
    note: "La página de la solicitud añade: «{{note}}»",
    reason: {
      asked: "Recibes este correo porque alguien escribió tu dirección.",
      account: "Recibes este correo porque tienes una cuenta.",
      invited: "Recibes este correo porque se ha creado una cuenta para tu dirección.",
    },

    asking: {
      update:
        "La cuenta {account} contaría entonces con esta dirección como suya: sus correos llegan aquí y se abre con un código o enlace enviado aquí.",
      updateLoginId:
        "La cuenta {account} contaría entonces con esta dirección como suya: sus correos llegan aquí y se abre con esta dirección, con su contraseña o con un código o enlace enviado aquí.",
      confirm:
        "Quien tenga la sesión iniciada en la cuenta {account} podría entonces cambiar su contraseña, su correo y las demás formas de entrar.",
    },

    emailCode: {
      subject: "{code} es tu código de {appName}",
      title: "Tu código",
      preview: "{enterIt} Sirve durante {minutes, plural, one {# minuto} other {# minutos}}.",
      life: "Sirve una sola vez, durante {minutes, plural, one {# minuto} other {# minutos}}. Nadie de {appName} te lo pedirá nunca.",
      enterIt: {
        signUp: "Escríbelo en la página de la que vienes para terminar de registrarte.",
        signIn: "Escríbelo en la página de la que vienes para iniciar sesión.",
        signUpOrIn: "Escríbelo en la página de la que vienes para iniciar sesión. Si aún no tienes cuenta, la tendrás.",
        update: "Escríbelo donde lo pediste, para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        confirm: "Escríbelo donde lo pediste, para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        reset: "Escríbelo en la página de la que vienes para elegir una contraseña nueva.",
      },
      notYou: {
        signUp: "¿No has sido tú? Ignora este correo: sin el código no se crea ninguna cuenta.",
        signIn: "¿No has sido tú? Ignora este correo: sin el código nadie puede entrar.",
        signUpOrIn: "¿No has sido tú? Ignora este correo: sin el código nadie puede entrar.",
        update: "¿No has sido tú? No hagas nada ni des el código a nadie: sin él no cambia nada.",
        confirm:
          "¿No has sido tú? No hagas nada ni des el código a nadie. Alguien tiene la sesión iniciada en tu cuenta: elige una contraseña nueva y cierra la sesión en los dispositivos que no conozcas.",
        reset: "¿No has sido tú? Ignora este correo: sin el código tu contraseña sigue igual.",
      },
    },

    magicLink: {
      subject: {
        signUp: "Termina de registrarte en {appName}",
        signIn: "Inicia sesión en {appName}",
        signUpOrIn: "Inicia sesión en {appName}",
        update: "¿Es tuya esta cuenta de {appName}?",
        confirm: "Confirma en {appName} que eres tú",
        reset: "Elige una contraseña nueva para {appName}",
      },
      title: "Tu enlace",
      openIt: {
        signUp: "Ábrelo para terminar de registrarte.",
        signIn: "Ábrelo para iniciar sesión.",
        signUpOrIn: "Ábrelo para iniciar sesión. Si aún no tienes cuenta, la tendrás.",
        update: "Ábrelo donde lo pediste, para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        confirm: "Ábrelo donde lo pediste, para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        reset: "Ábrelo para elegir una contraseña nueva.",
      },
      action: {
        signUp: "Terminar el registro",
        signIn: "Iniciar sesión",
        signUpOrIn: "Continuar",
        update: "Esta cuenta es mía",
        confirm: "Soy yo",
        reset: "Elegir una contraseña nueva",
      },
      preview: "{openIt} Sirve durante {minutes, plural, one {# minuto} other {# minutos}}.",
      life: "Sirve una sola vez, durante {minutes, plural, one {# minuto} other {# minutos}}. No reenvíes este correo: el enlace deja entrar a quien lo tenga.",
    },

    enchantedLink: {
      subject: "Elige tu número para {appName}",
      title: "Elige tu número",
      preview: "Tres números; el tuyo está en la página.",
      chooseIt: {
        signUp: "Uno de estos está en la página de la que vienes. Elígelo para terminar de registrarte allí.",
        signIn: "Uno de estos está en la página de la que vienes. Elígelo para iniciar sesión allí.",
        signUpOrIn:
          "Uno de estos está en la página de la que vienes. Elígelo para iniciar sesión allí. Si aún no tienes cuenta, la tendrás.",
        update:
          "Si lo has pedido tú, uno de estos está donde lo pediste. Elígelo para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        confirm:
          "Si lo has pedido tú, uno de estos está donde lo pediste. Elígelo para confirmar que la cuenta {account} es tuya. Si no has pedido nada, no hagas nada.",
        reset: "Uno de estos está en la página de la que vienes. Elígelo para continuar allí.",
      },
      life: "Puedes elegir una sola vez, en un plazo de {minutes, plural, one {# minuto} other {# minutos}}. Si en la página no ves ninguno de estos números, no elijas ninguno.",
    },

    link: {
      notYou: {
        signUp: "¿No has sido tú? Ignora este correo: sin el enlace no se crea ninguna cuenta.",
        signIn: "¿No has sido tú? Ignora este correo: sin el enlace nadie puede entrar.",
        signUpOrIn: "¿No has sido tú? Ignora este correo: sin el enlace nadie puede entrar.",
        update: "¿No has sido tú? No hagas nada: sin el enlace no cambia nada.",
        confirm:
          "¿No has sido tú? No hagas nada aquí. Alguien tiene la sesión iniciada en tu cuenta: elige una contraseña nueva y cierra la sesión en los dispositivos que no conozcas.",
        reset: "¿No has sido tú? Ignora este correo: sin el enlace tu contraseña sigue igual.",
      },
    },

    alreadyRegistered: {
      subject: "Ya tienes una cuenta en {appName}",
      title: "Ya tienes una cuenta",
      preview: "Alguien ha querido registrarse con esta dirección.",
      happened: "Alguien ha querido registrarse en {appName} con esta dirección. Como ya tiene una cuenta, no se ha creado otra.",
      toDo: "Si has sido tú, inicia sesión.",
      action: "Iniciar sesión",
      notYou: "¿No has sido tú? Ignora este correo: no ha cambiado nada y nadie ha sabido que tienes una cuenta.",
    },

    noAccount: {
      subject: "No hay ninguna cuenta de {appName} con esta dirección",
      title: "No hay ninguna cuenta con esta dirección",
      preview: "Alguien ha querido iniciar sesión con ella.",
      happened:
        "Alguien ha querido iniciar sesión en {appName} con esta dirección. Allí no tiene cuenta, así que no hay código ni enlace que enviar.",
      toDo: "Si has sido tú, prueba con otra dirección tuya o crea una cuenta con esta.",
      action: "Crear una cuenta",
      notYou: "¿No has sido tú? No hagas caso de este correo; aquí no hay nada en lo que nadie pueda entrar.",
    },

    invitation: {
      subject: "Tienes una invitación a {appName}",
      title: "Tienes una invitación a {appName}",
      preview: "Tienes una cuenta lista en {appName}.",
      happened: "Quienes gestionan {appName} han creado una cuenta para ti.",
      toDo: "Inicia sesión como {loginId}. La primera vez, pide un código o un enlace a esta dirección, salvo que te hayan dado una contraseña.",
      action: "Iniciar sesión",
      notYou: "¿No sabes de qué se trata? Ignora este correo: nadie puede entrar sin leer tu correo.",
    },

    emailChanged: {
      subject: "Tu correo de {appName} ha cambiado",
      title: "Tu correo ha cambiado",
      happened: "Los mensajes sobre tu cuenta llegan ahora a otra dirección, y con esta ya no se inicia sesión.",
      wasYou: "Si has sido tú, no tienes que hacer nada.",
      notYou:
        "¿No has sido tú? Deshaz el cambio: esta dirección vuelve a ser la tuya y se cierra la sesión en todos los dispositivos. Después elige una contraseña nueva.",
      action: "Deshacer el cambio",
      life: "El botón funciona una vez, durante {hours} horas. No reenvíes este mensaje: quien lo tenga puede recuperar esta dirección.",
    },

    // With its preposition, which the article has grown together with.
    operators: { people: "al equipo de {appName}", reached: "al equipo de {appName} ({contact})" },

    securityNotice: {
      subject: "{appName}: {title}",
      title: {
        authenticatorAdded: "Se ha añadido una aplicación de autenticación",
        authenticatorReplaced: "Se ha sustituido tu aplicación de autenticación",
        authenticatorRemoved: "Se ha quitado tu aplicación de autenticación",
        recoveryCodesMade: "Se han creado códigos de recuperación nuevos",
        recoveryCodeUsed: "Se ha usado un código de recuperación",
        secondFactorOff: "Se ha desactivado el inicio de sesión en dos pasos",
        passwordChanged: "Se ha cambiado tu contraseña",
        recoveryCodesRemoved: "Se han eliminado tus códigos de recuperación",
        passwordExpired: "Hay que cambiar tu contraseña",
        deviceTrusted: "Ahora confías en un navegador",
        emailChanged: "Se ha cambiado tu dirección de correo",
        deletionAsked: "Tu cuenta se va a eliminar",
        deletionTakenBack: "Tu cuenta se queda",
        emailChangeUndone: "Se ha deshecho el cambio de tu correo",
        signInNameRemoved: "Se ha quitado un nombre para iniciar sesión",
        loginIdRemoved: "Se ha quitado una dirección para iniciar sesión",
        setUpBeforeRemoved: "Se han eliminado accesos anteriores a tu cuenta",
      },
      happened: {
        authenticatorAdded: "Sus códigos ya sirven para tu cuenta.",
        authenticatorReplaced: "Los códigos de la aplicación nueva ya sirven para tu cuenta; los de la anterior, no.",
        authenticatorRemoved: "Sus códigos ya no sirven para tu cuenta.",
        recoveryCodesMade: "Sustituyen a los que tenías, que ya no sirven.",
        recoveryCodeUsed: "Ha servido esta vez y no volverá a servir. Los que te queden siguen sirviendo.",
        secondFactorOff: "Ahora se puede entrar en tu cuenta sin un segundo paso.",
        passwordChanged: "La anterior ya no vale, y puede haberse cerrado la sesión en otros dispositivos.",
        recoveryCodesRemoved: "Quienes gestionan la aplicación los han eliminado: ya no te dejan entrar. Puedes crear otros.",
        passwordExpired:
          "Quienes gestionan la aplicación piden una nueva y han cerrado la sesión en tus dispositivos. La anterior ya no te deja entrar; «¿Olvidaste tu contraseña?» lleva a una nueva.",
        deviceTrusted:
          "Al iniciar sesión en él no se pide el código de tu aplicación durante un tiempo. Tu cuenta lo muestra y permite volver a pedirlo. Si no es tuyo, cambia la contraseña.",
        emailChanged: "Los correos sobre tu cuenta llegan ahora a la dirección nueva. Este es el último a la anterior.",
        deletionAsked:
          "Lo has pedido tú: dentro de 14 días se elimina con todo lo que contiene. Se ha cerrado la sesión en todos los dispositivos; quien inicie sesión antes conserva la cuenta.",
        deletionTakenBack: "Iba a eliminarse. Alguien ha iniciado sesión, así que se queda con todo lo que contiene.",
        emailChangeUndone:
          "Quien lee la dirección anterior de la cuenta la ha recuperado y se ha cerrado la sesión en todos los dispositivos. Este es el último correo a esta dirección.",
        signInNameRemoved: "Ya no sirve. La dirección a la que llegó este correo sigue sirviendo.",
        loginIdRemoved:
          "Alguien ha demostrado que es suya una dirección con la que podías iniciar sesión, y ahora tiene una cuenta con ella. Inicia sesión con la dirección a la que llegó este correo.",
        setUpBeforeRemoved:
          "Tu correo se ha confirmado por primera vez, con un código o enlace que llegó aquí. Hasta entonces cualquiera podía haber creado esta cuenta con tu dirección, así que lo que había ya no vale: {found}.",
      },
      found: {
        password: "la contraseña",
        authenticator: "la aplicación de autenticación",
        recoveryCodes: "los códigos de recuperación",
        devices: "los dispositivos con la sesión abierta",
      },
      again: "Ha vuelto a ocurrir desde nuestro último correo sobre esto, quizá más de una vez.",
      wasYou: "Si has sido tú, no tienes que hacer nada.",
      wasYouBefore: {
        keep: "¿Lo habías configurado tú? En la página donde acabas de iniciar sesión puedes conservar la contraseña y la aplicación si las muestras antes de {minutes, plural, one {# minuto} other {# minutos}}.",
        again: "¿Lo habías configurado tú? Entonces inicia sesión y configura de nuevo lo que necesites.",
      },
      notYou:
        "¿No has sido tú? Inicia sesión cuanto antes, elige una contraseña nueva y cierra la sesión en los dispositivos que no conozcas. Si no puedes entrar, pregunta {operators}.",
      action: "Ver tu cuenta",
    },

    signInAlert: {
      subject: "{appName}: {title}",
      title: {
        newDevice: "Se ha abierto tu cuenta en un dispositivo nuevo",
        failedTries: "Alguien intenta entrar en tu cuenta sin conseguirlo",
      },
      happened: {
        newDevice: "Alguien ha iniciado sesión en tu cuenta en un dispositivo que no conocemos.",
        failedTries: "Alguien ha escrito muchas veces una contraseña o un código incorrectos para tu cuenta. Con eso no ha entrado.",
      },
      on: "La última vez fue el {origin}.",
      onFrom: "La última vez fue el {origin}, dirección {address}.",
      again: "Ha vuelto a ocurrir desde nuestro último correo sobre esto, quizá más de una vez.",
      wasYou: {
        newDevice: "Si has sido tú, no tienes que hacer nada.",
        failedTries: "Si has sido tú, no tienes que hacer nada. Frenamos esos intentos y escribimos sobre ellos una vez al día como mucho.",
      },
      notYou: {
        newDevice:
          "¿No has sido tú? Pulsa el botón. En la página que abre cierras la sesión en todos los dispositivos y, si tienes contraseña, eliges una nueva.",
        failedTries:
          "¿No has sido tú y quieres asegurarte? En la página que abre el botón cierras la sesión en todos los dispositivos y, si tienes contraseña, eliges una nueva.",
      },
      action: "No he sido yo",
      closing:
        "El botón sirve una vez, durante un día. No reenvíes este correo: lleva a quien lo tenga a una contraseña nueva para tu cuenta.",
    },
  },
};
