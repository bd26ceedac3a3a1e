/** What a letter says, by name; undefined for what this one does not say. */
export type Texts = { readonly [name: string]: string | undefined | readonly Texts[] };

/** A letter that has been drawn. */
export interface Drawn {
  html: string;
  text: string;
}

/** Literal parts, and between them the places of texts, by their number. */
interface Filling {
  parts: readonly string[];
  places: readonly number[];
}

interface Template {
  html: Filling;
  text: Filling;
  /** The texts that are addresses of links. */
  links: readonly number[];
}

export interface Templates {
  /**
   * What `draw` makes of these texts, byte for byte. It is asked once for all letters of this name that say as much, and makes no
   * difference by what is said: React takes fifty times as long as putting texts in their places.
   */
  draw(name: string, texts: Texts, draw: (texts: Texts) => Promise<Drawn>): Promise<Drawn>;
}

/** Private use: no template has these of its own, and no text is in place when they are looked for. */
const PLACE = /\uE000(\d+)\uE001/;
const placeOf = (index: number) => `\uE000${index}\uE001`;

/** What HTML shows in place of several spaces, or of a line break, is one space: only what needs none of that is put in place as it is. */
const ONE_LINE = /^[^ \t\r\n\f\u200B]+(?: [^ \t\r\n\f\u200B]+)*$/;
/** React writes U+FFFD for half a character. */
const HALF = /\p{Surrogate}/u;
/** React takes the scripts out of addresses, and the plain text what is not worth showing. */
const ADDRESS = /^https?:\/\/[^\s\u200B]+$/;

/** Makes templates as letters need them. @param keep how many there may be; then the oldest goes */
export function createTemplates(keep = 100): Templates {
  const templates = new Map<string, Promise<Template>>();

  function find(key: string, outline: Texts, count: number, draw: (texts: Texts) => Promise<Drawn>): Promise<Template> {
    const known = templates.get(key);
    if (known) return known;
    const made = draw(outline).then((drawn) => compile(drawn, count));
    for (const oldest of templates.keys()) if (templates.size >= keep) templates.delete(oldest);
    templates.set(key, made);
    // Whoever asked hears of it; the next one tries again.
    made.catch(() => templates.delete(key));
    return made;
  }

  return {
    async draw(name, texts, draw) {
      const said: string[] = [];
      const outline = outlineOf(texts, said);
      const template = await find(`${name} ${JSON.stringify(outline)}`, outline, said.length, draw);
      if (!isOrdinary(said, template)) return draw(texts);
      return { html: fill(template.html, said.map(escapeHtml)), text: fill(template.text, said) };
    },
  };
}

/** The same with a place for each text, all of which are put into `said`. */
function outlineOf(texts: Texts, said: string[]): Texts {
  const outline: Record<string, Texts[string]> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text === "string") outline[name] = placeOf(said.push(text) - 1);
    else outline[name] = text?.map((each) => outlineOf(each, said));
  }
  return outline;
}

/** @throws where a text is not to be found: it has been cut up, so that another would not be what is drawn of it */
function compile(drawn: Drawn, count: number): Template {
  const html = takeApart(drawn.html);
  for (let index = 0; index < count; index++) if (!html.places.includes(index)) throw new Error(`A letter does not show text ${index}`);
  return { html, text: takeApart(drawn.text), links: html.places.filter((_, position) => html.parts[position]?.endsWith(' href="')) };
}

function takeApart(drawn: string): Filling {
  const pieces = drawn.split(PLACE);
  return { parts: pieces.filter((_, index) => index % 2 === 0), places: pieces.filter((_, index) => index % 2 === 1).map(Number) };
}

/** Whether React and the plain text show these texts as they are, but for their escapes. */
function isOrdinary(said: readonly string[], { links }: Template): boolean {
  if (!said.every((text) => ONE_LINE.test(text) && !HALF.test(text))) return false;
  const addresses = links.map((index) => said[index] ?? "");
  // A link that reads as its address is shown once.
  const readings = new Set(said.filter((_, index) => !links.includes(index)).map((text) => text.replaceAll(" ", "")));
  return addresses.every((address) => ADDRESS.test(address) && !readings.has(address));
}

function fill({ parts, places }: Filling, texts: readonly string[]): string {
  let filled = parts[0] ?? "";
  for (const [index, place] of places.entries()) filled += (texts[place] ?? "") + (parts[index + 1] ?? "");
  return filled;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': "&quot;", "&": "&amp;", "'": "&#x27;", "<": "&lt;", ">": "&gt;" };

/** As React writes texts and attributes. */
function escapeHtml(text: string): string {
  return text.replace(/["&'<>]/g, (sign) => ESCAPES[sign] ?? sign);
}
