import document from "@repo/api/openapi.json";

/** One operation in the side navigation. */
interface OutlineEntry {
  href: string;
  label: string;
  verb: string;
  /** What it does and where it is, for the search. */
  about: string;
}

export interface OutlineChapter {
  title: string;
  entries: readonly OutlineEntry[];
}

interface DocumentedOperation {
  operationId: string;
  summary: string;
  tags: readonly string[];
}

/** "otp.signUpOrIn.email" is "Sign up or in": the chapter it stands in says the rest. */
function labelOf(operationId: string): string {
  const [name = ""] = operationId.split(" ");
  const parts = name.split(".");
  const own = (parts.length === 1 ? parts : parts.slice(1)).filter((part) => part !== "email");
  const text = own
    .join(" ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The API reference as a table of contents: the chapters of the OpenAPI document and what is in them. */
export function outlineReference(): OutlineChapter[] {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, DocumentedOperation>).map(([method, operation]) => ({ path, method, operation })),
  );
  return document.tags.map(({ name }) => ({
    title: name,
    entries: operations
      .filter(({ operation }) => operation.tags.includes(name))
      .map(({ path, method, operation: { operationId, summary } }) => ({
        href: `/docs/reference#${encodeURIComponent(operationId)}`,
        label: labelOf(operationId),
        verb: method.toUpperCase(),
        about: `${summary} ${path}`,
      })),
  }));
}
