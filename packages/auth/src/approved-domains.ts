import type { AuthConfig } from "./deps";

type Approval = Pick<AuthConfig, "appOrigin" | "approvedDomains" | "localhostApproved">;

const LOCALHOST = ["localhost", "127.0.0.1", "[::1]"];

/** `https://*.shop.example:8443` in its parts; scheme and port may be missing. */
const ENTRY = /^(?:(https?):\/\/)?([^:]+)(?::(\d+))?$/;

function matchesHost(host: string, wanted: string): boolean {
  if (wanted === "*") return true;
  return wanted.startsWith("*.") ? host.endsWith(wanted.slice(1)) : host === wanted;
}

/** An entry says which scheme and port it means; one that does not means https as we speak it, and while we speak http, whatever comes. */
function matches({ protocol, hostname, port }: URL, entry: string, areWeHttps: boolean): boolean {
  const [, scheme, host = "", ownPort] = ENTRY.exec(entry) ?? [];
  if (!matchesHost(hostname, host)) return false;
  if (protocol !== `${scheme}:` && (scheme !== undefined || (areWeHttps && protocol !== "https:"))) return false;
  const anyPort = ownPort === undefined && scheme === undefined && !areWeHttps;
  return anyPort || (port || DEFAULT_PORTS[protocol]) === (ownPort ?? DEFAULT_PORTS[protocol]);
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

/**
 * Whether links and redirects may lead to this URL, and its origin may use cookies of ours: our own, or one that is approved. Where we are
 * reached by https, an approved host is so by https on its own port alone, unless its entry names another scheme or port.
 */
export function isApprovedUrl(url: string, { appOrigin, approvedDomains, localhostApproved }: Approval): boolean {
  if (!URL.canParse(url)) return false;
  const target = new URL(url);
  const { origin, protocol, hostname, username, password } = target;
  // A URL that reads as one host and leads to another is nobody's honest target.
  if ((protocol !== "https:" && protocol !== "http:") || username !== "" || password !== "") return false;
  if (origin === appOrigin || (localhostApproved && LOCALHOST.includes(hostname))) return true;
  return approvedDomains.some((entry) => matches(target, entry, appOrigin.startsWith("https:")));
}
