import type { docsWords as english } from "../en/docs";
import type { Texts } from "../message";

export const docsWords: Texts<typeof english> = {
  title: "Documentación",
  lede: "Cómo está hecha esta aplicación, cómo hacerla tuya y qué promete su API.",
  navigation: "Documentación",
  allPages: "Todas las páginas",
  search: "Buscar en la documentación",
  searchHint: "Buscar",
  nothing: "Nada con ese nombre",
  start: "Empieza aquí",
  guides: "Guías",
  signIn: "Iniciar sesión",
  account: "Tu cuenta",
  onThisPage: "En esta página",
  copy: "Copiar",
  copied: "Copiado",
  copyFailed: "Selecciónalo y cópialo a mano",
  copyWhat: "el código",
  tryTitle: "Pregúntale algo",
  tryText: "Esta página la sirve la propia aplicación. Los dos ejemplos llevan su dirección y su proyecto, así que funcionan tal cual.",
  reference: {
    title: "Referencia de la API",
    short: "Referencia",
    lede: "Cada operación en su ruta REST, generada a partir de openapi.json. Abre una, cambia el ejemplo y envíalo a este servidor.",
    document: "openapi.json",
    operations: "Operaciones",
    withoutScript: "La referencia necesita JavaScript. Sin él, tienes lo mismo en {document}.",
    loading: "Cargando la referencia",
    failed: "La referencia no se ha cargado. Recarga la página para intentarlo de nuevo.",
    callsAs: "Las solicitudes llevan",
    projectId: "ID del proyecto",
    nobody:
      "Nadie ha iniciado sesión aquí. Tras un inicio de sesión más abajo, las llamadas que necesitan una sesión llevan sus credenciales.",
    somebody: "Sesión de {loginId}. Las llamadas que necesitan una sesión llevan las credenciales de ese inicio de sesión.",
    forget: "Olvidarlas",
  },
};
