import type { AuthConfig } from "./deps";

type Approval = Pick<AuthConfig, "appOrigin" | "approvedDomains" | "localhostApproved">;

const LOCALHOST = ["localhost", "127.0.0.1", "[::1]"];

function matches(host: string, domain: string): boolean {
  if (domain === "*") return true;
  return domain.startsWith("*.") ? host.endsWith(domain.slice(1)) : host === domain;
}

/** Whether links and redirects may lead to this URL, and its origin may use cookies of ours: our own, or one that is approved (decided by host). */
export function isApprovedUrl(url: string, { appOrigin, approvedDomains, localhostApproved }: Approval): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol, hostname, username, password } = new URL(url);
  // A URL that reads as one host and leads to another is nobody's honest target.
  if ((protocol !== "https:" && protocol !== "http:") || username !== "" || password !== "") return false;
  if (origin === appOrigin || (localhostApproved && LOCALHOST.includes(hostname))) return true;
  return approvedDomains.some((domain) => matches(hostname, domain));
}
