/** A letter as the mail server got it. */
export interface Letter {
  /** The addresses on the envelope. */
  recipients: string[];
  /** As it came over the wire. */
  source: string;
  subject: string;
  text: string;
  html: string;
}

/** Reads the mail to any address. Each letter is read once: ask again, and it waits for one that comes later. */
export interface Mail {
  /** All that were not read yet, as soon as there is one. */
  letters(address: string): Promise<Letter[]>;
  /** The newest that was not read yet; with `subject`, of those whose subject is like it. Others stay unread. */
  letter(address: string, subject?: RegExp): Promise<Letter>;
  /** The six digits in the newest letter that has some. */
  code(address: string): Promise<string>;
  /** Where the link of the newest letter with a link leads; of several links, the one with these words. */
  link(address: string, words?: string): Promise<string>;
}

interface Link {
  href: string;
  words: string;
}

const CODE = /^\d{6}/;
const LINK = /<a\b[^>]*\bhref="([^"]*[?&;]t=[^"]*)"[^>]*>([\s\S]*?)<\/a>/g;

/** The links in a letter that do something: those with a token. */
export function linksOf({ html }: Letter): Link[] {
  return [...html.matchAll(LINK)].map(([, href = "", inside = ""]) => ({
    href: href.replaceAll("&amp;", "&"),
    words: inside.replace(/<[^>]*>/g, "").trim(),
  }));
}

/** @param fetchLetters the letters to an address after the first so many, as soon as there is one */
export function readMail(fetchLetters: (address: string, after: number) => Promise<Letter[]>): Mail {
  const fetched = new Map<string, number>();
  const unread = new Map<string, Letter[]>();

  async function fetchMore(address: string): Promise<Letter[]> {
    const after = fetched.get(address) ?? 0;
    const letters = await fetchLetters(address, after);
    fetched.set(address, after + letters.length);
    return letters;
  }

  /** Older letters of the same kind count as read: what is asked for is what the last step has sent. */
  async function take(address: string, isWanted: (letter: Letter) => boolean): Promise<Letter> {
    const letters = unread.get(address) ?? [];
    const found = letters.findLast(isWanted);
    if (found) {
      const end = letters.indexOf(found);
      unread.set(
        address,
        letters.filter((letter, index) => index > end || !isWanted(letter)),
      );
      return found;
    }
    unread.set(address, [...letters, ...(await fetchMore(address))]);
    return take(address, isWanted);
  }

  return {
    async letters(address) {
      const letters = unread.get(address) ?? [];
      unread.delete(address);
      return letters.length > 0 ? letters : fetchMore(address);
    },
    letter: (address, subject = /(?:)/) => take(address, (letter) => subject.test(letter.subject)),
    async code(address) {
      const { subject } = await take(address, (letter) => CODE.test(letter.subject));
      return subject.slice(0, 6);
    },
    async link(address, words) {
      const letter = await take(address, (each) => linksOf(each).length > 0);
      const links = linksOf(letter);
      const link = words === undefined ? links[0] : links.find((candidate) => candidate.words === words);
      if (!link)
        throw new Error(`No such link in the letter "${letter.subject}": it has ${JSON.stringify(links.map((each) => each.words))}`);
      return link.href;
    },
  };
}
