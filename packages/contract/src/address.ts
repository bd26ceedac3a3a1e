/*
 * The one spelling of an email address. No zod here, so that a page can check what is typed by the same rules.
 */

// In every runtime that reads this, browsers among them; the types of neither are here.
declare const URL: new (url: string) => { readonly hostname: string };

/** Longer than any address that can be mailed, even where each character is typed in several. Bounds the work of what follows. */
const TYPED_MAX = 640;
const LOCAL_BYTES_MAX = 64;
const DOMAIN_MAX = 253;
const ADDRESS_BYTES_MAX = 254;

/** RFC 5321's Dot-string, with RFC 6531's letters beyond ASCII. Quoted local parts are left out: nobody has one. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u0080-\u{10ffff}-]+)*$/u;
/** Control and format characters, surrogates, private and unassigned ones, spaces, and letters that are drawn as nothing. */
const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
/** What may stand in a domain before it is spelled: an URL would read anything else in ASCII in its own way. */
const TYPED_DOMAIN = /^[a-z0-9.\u0080-\u{10ffff}-]+$/iu;
/** Joiners: invisible, but part of some words in Persian or Sinhala. IDNA knows where. */
const JOINERS = /[\u200c\u200d]/gu;
/** At least two labels of letters, digits and inner hyphens, the last of them no number. */
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A domain in its IDNA ASCII form (UTS 46, not transitional), in lower case: `BÜCHER.example` → `xn--bcher-kva.example`. Null for what
 * is no domain name with a dot in it.
 */
export function spellDomain(typed: string): string | null {
  if (typed.length > TYPED_MAX || !TYPED_DOMAIN.test(typed) || INVISIBLE.test(typed.replace(JOINERS, ""))) return null;
  let host: string;
  try {
    // The capital sharp s was "ss" in earlier editions of the standard, and is "ß" in later ones.
    host = new URL(`http://${typed.replaceAll("\u1e9e", "\u00df")}`).hostname;
  } catch {
    return null;
  }
  return host.length <= DOMAIN_MAX && HOST.test(host) ? host : null;
}

/** Of a text in UTF-8. */
function countBytes(text: string): number {
  const bytesOf = (codePoint: number) => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);
  return [...text].reduce((bytes, character) => bytes + bytesOf(character.codePointAt(0) ?? 0), 0);
}

/**
 * An address in the one spelling that it is stored, compared, counted and mailed in: lower case and NFKC, the domain in its IDNA ASCII
 * form. NFKC, so that full-width letters and ligatures, which mail servers and IDNA take for the plain ones, make no second account for
 * one mailbox. Null for what is no address: what RFC 5321 does not allow, quoted local parts, address literals, domains without a dot,
 * and invisible characters, which would make two addresses look alike.
 */
export function spellAddress(typed: string): string | null {
  if (typed.length > TYPED_MAX) return null;
  const plain = typed.trim().normalize("NFKC");
  const at = plain.indexOf("@");
  const local = plain.slice(0, Math.max(0, at)).toLowerCase().normalize("NFKC");
  const domain = spellDomain(plain.slice(at + 1));
  if (domain === null || !LOCAL.test(local) || INVISIBLE.test(local)) return null;
  const localBytes = countBytes(local);
  const isShort = localBytes <= LOCAL_BYTES_MAX && localBytes + 1 + domain.length <= ADDRESS_BYTES_MAX;
  return isShort ? `${local}@${domain}` : null;
}

/** Whether a text would be read as an address: it holds an at sign, in one of the widths that keyboards type it in. */
export function looksLikeAddress(typed: string): boolean {
  return /[@\uff20\ufe6b]/.test(typed);
}
