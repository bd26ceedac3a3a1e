import { domainToUnicode } from "node:url";

/** Scripts that hold letters which look like those of another. */
const ALPHABETS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u];

/** As browsers do: a label of several alphabets stays as it is spelled, since it may pass for another one. */
function showLabel(label: string): string {
  const shown = label.startsWith("xn--") ? domainToUnicode(label) : label;
  return shown === "" || ALPHABETS.filter((letter) => letter.test(shown)).length > 1 ? label : shown;
}

/**
 * An address as people read it: the domain in Unicode, `anna@xn--bcher-kva.example` → `anna@bücher.example`. Whatever is no address, or is
 * spelled otherwise, stays as it is.
 */
export function showAddress(address: string): string {
  const at = address.lastIndexOf("@");
  // Longer ones are no addresses, and not worth the work.
  if (at < 0 || address.length > 320 || !address.includes("xn--", at)) return address;
  return `${address.slice(0, at + 1)}${address
    .slice(at + 1)
    .split(".")
    .map(showLabel)
    .join(".")}`;
}
