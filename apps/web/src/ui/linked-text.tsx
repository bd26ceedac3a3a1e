import { LINK_LOOK } from "./text-link";

/** An address to write to, or one to open, as it may stand in parentheses. */
const CONTACT = /(https:\/\/[^\s()]+|[^\s()@]+@[^\s()@]+)/;

/** A text of our words, in which an address, as the setting SUPPORT_CONTACT may put one there, is a link. */
export function LinkedText({ children }: { children: string }) {
  return children.split(CONTACT).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <a key={part} href={part.startsWith("https:") ? part : `mailto:${part}`} className={`${LINK_LOOK} wrap-anywhere`}>
        {part}
      </a>
    ),
  );
}
