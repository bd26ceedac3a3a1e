import { headers } from "next/headers";
import { languageOf } from "#words/language";

const en = {
  title: "Notes",
  lede: "Only you can see them.",
  text: "New note",
  save: "Add note",
  delete: "Delete",
  none: "No notes yet.",
  error: "Error",
  problem: "Write something first, in {max} characters or fewer.",
  refused: {
    tooManyNotes: "There is room for {max} notes. Delete one first.",
    noteNotFound: "That note is gone already.",
    other: "That did not work. Try again in a moment.",
  },
};

const es: typeof en = {
  title: "Notas",
  lede: "Solo tú puedes verlas.",
  text: "Nota nueva",
  save: "Añadir nota",
  delete: "Eliminar",
  none: "Todavía no hay notas.",
  error: "Error",
  problem: "Escribe algo primero, con {max} caracteres como máximo.",
  refused: {
    tooManyNotes: "Hay sitio para {max} notas. Elimina alguna primero.",
    noteNotFound: "Esa nota ya no está.",
    other: "No ha funcionado. Inténtalo de nuevo en un momento.",
  },
};

const de: typeof en = {
  title: "Notizen",
  lede: "Nur Sie können sie sehen.",
  text: "Neue Notiz",
  save: "Notiz hinzufügen",
  delete: "Löschen",
  none: "Noch keine Notizen.",
  error: "Fehler",
  problem: "Schreiben Sie erst etwas, höchstens {max} Zeichen.",
  refused: {
    tooManyNotes: "Es ist Platz für {max} Notizen. Löschen Sie erst eine.",
    noteNotFound: "Diese Notiz ist schon weg.",
    other: "Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.",
  },
};

const WORDS = { en, es, de };

/** What the notes page says, in the language of the request. */
export async function notesWords() {
  return WORDS[languageOf(await headers())];
}
