import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { APP_NAME } from "#brand/name";
import { REFUSALS, type ServerRefusal } from "#server/raw-answers";
import { languageOf } from "#words/language";
import { wordsIn } from "#words/languages";

/** Names and words of ours, which hold no markup but what stands in ordinary text. */
function asText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/**
 * What the server refuses by itself, for a person: what happened and what to do, in their language. It asks for nothing else, neither
 * style sheet nor script: the next request might be refused as this one was. Where cookies are too many it would be, on every page, so
 * that there is no link either.
 */
export function refusalPage(reason: ServerRefusal, asked: IncomingHttpHeaders) {
  const headers = new Headers();
  for (const name of ["cookie", "accept-language"] as const) if (asked[name] !== undefined) headers.set(name, asked[name]);
  const { language, direction, server, crash } = wordsIn(languageOf(headers));
  const { title, text } = reason === "failed" ? crash : server[reason];
  const start = reason === "headersTooLarge" ? "" : `<p><a href="/">${asText(server.start)}</a></p>\n`;
  const nonce = randomBytes(16).toString("base64");
  return {
    status: REFUSALS[reason].status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'nonce-${nonce}'`,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Referrer-Policy": "same-origin",
    },
    body: `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${asText(title)} · ${asText(APP_NAME)}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
body { max-width: 34rem; margin: 4rem auto; padding: 0 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.25 }
a { display: inline-block; padding: 0.625rem 0; color: inherit }
</style>
</head>
<body>
<main>
<h1>${asText(title)}</h1>
<p>${asText(text)}</p>
${start}</main>
</body>
</html>
`,
  };
}
