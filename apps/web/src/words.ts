import { accountWords } from "./words/account";
import { doorWords, letterDoorWords } from "./words/doors";
import { landingWords } from "./words/landing";
import { refusalWords } from "./words/refusals";

/**
 * Every word the pages show, in English. Strings only, with `{name}` where a value goes (see `fill`): a page hands its client components
 * the slice they need as a prop, so a form's script carries no other page's words, and another language is one more object like this.
 *
 * Voice: plain, calm, short, sentence case. What happened, then what to do. No blame, no jokes, no exclamation marks.
 */
export const words = {
  language: "en",
  skip: "Skip to the content",
  startPage: "{app}, start page",
  ...doorWords,
  ...letterDoorWords,
  ...accountWords,
  ...landingWords,
  refusals: refusalWords,
};

export type Words = typeof words;
