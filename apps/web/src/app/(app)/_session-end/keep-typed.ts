const KEY = "typed";

/** Fields that declare something that is no secret. Passwords, codes and what declares nothing are never written down. */
const FIELDS = 'input[autocomplete="email"], input[autocomplete="name"]';

interface Typed {
  userId: string;
  path: string;
  values: Record<string, string>;
}

function fields(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(FIELDS)];
}

/** Keeps what was typed on this page, in this tab, until the same user is back. */
export function keepTyped(userId: string): void {
  const values = Object.fromEntries(fields().map(({ name, value }) => [name, value]));
  sessionStorage.setItem(KEY, JSON.stringify({ userId, path: location.pathname, values } satisfies Typed));
}

/** Puts back what was kept, if this is its page and its user. Kept it is no longer, in any case. */
export function restoreTyped(userId: string): void {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return;
  const typed = JSON.parse(kept) as Typed;
  if (typed.userId !== userId || typed.path !== location.pathname) return;
  for (const field of fields()) field.value = typed.values[field.name] ?? field.value;
}
