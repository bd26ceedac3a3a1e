import { randomBytes } from "node:crypto";
import type { Mode } from "./env";

/** Where browsers report what the policy stopped. */
const REPORT_PATH = "/api/csp-report";

const NONCE_BYTES = 16;

/**
 * Addresses that hold a token when a letter leads to them: no other page learns them, not even one of ours. The pages behind them tell: a
 * form that is sent from a page without a referrer names its origin `null`, and is refused as another site's.
 */
const TOKEN_PAGES = /^\/(?:link|reset-password|approve|undo-email)\/?(?:\?|$)/;

/** Pictures that people have uploaded: the user object has their addresses, for other sites to show. */
const PICTURES = /^\/picture\//;

/** What no page of ours uses, so that nothing put into one can. */
const SWITCHED_OFF = ["camera", "microphone", "geolocation", "payment", "usb"];

/**
 * The policy of one answer. Scripts run only if they carry the nonce, which Next puts on its own, or are loaded by one that does. There
 * are no exceptions: pages use no inline styles, and the API reference keeps to this policy too.
 *
 * In development React and the dev server evaluate source text, inject style elements, and hold a web socket.
 */
function contentSecurityPolicy(nonce: string, mode: Mode): string {
  const inDevelopment = mode === "development";
  return [
    "default-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${inDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${inDevelopment ? " 'unsafe-inline'" : ""}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${inDevelopment ? " ws:" : ""}`,
    `report-uri ${REPORT_PATH}`,
  ].join("; ");
}

/**
 * Headers of every answer that Next gives, static files included. Each call makes a new nonce.
 * @param url of the request: path and query
 */
export function pageHeaders(url: string, mode: Mode): Readonly<Record<string, string>> {
  return {
    "content-security-policy": contentSecurityPolicy(randomBytes(NONCE_BYTES).toString("base64"), mode),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": PICTURES.test(url) ? "cross-origin" : "same-origin",
    // Within the site the whole address: headings take the focus when a step of ours led to them.
    "referrer-policy": TOKEN_PAGES.test(url) ? "no-referrer" : "same-origin",
    "permissions-policy": SWITCHED_OFF.map((feature) => `${feature}=()`).join(", "),
  };
}
