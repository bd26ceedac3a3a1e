import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/**
 * Which machines in front of this one may say where a request came from: the nearest `hops` of them, or those inside `networks`.
 * Nobody (`hops: 0`) unless configured, because a client can write any forwarding header it likes.
 */
export type TrustedProxies = { kind: "hops"; hops: number } | { kind: "networks"; networks: readonly Network[] };

/**
 * Reads TRUST_PROXY: a number of hops, or addresses and CIDR blocks separated by commas.
 * @throws Error that names the part it cannot read
 */
export function parseTrustedProxies(setting: string): TrustedProxies {
  if (/^\d+$/.test(setting)) return { kind: "hops", hops: Number(setting) };
  return { kind: "networks", networks: setting.split(",").map((part) => parseNetwork(part.trim())) };
}

/** Whether there is a header to believe. Whoever then reaches the server past the proxy is whoever they say. */
export function trustsAnybody(trust: TrustedProxies): boolean {
  return trust.kind === "networks" || trust.hops > 0;
}

/**
 * The address a request really came from: the right-most one that no trusted proxy vouches for. Every proxy appends the address it was
 * called from, so whatever stands further left was written by a stranger.
 *
 * @param socketAddress the other end of the connection; undefined once that has gone, and on Unix sockets
 * @param forwardedFor the X-Forwarded-For header, its lines joined by commas
 * @returns an address in its one spelling: IPv4 dotted (also when mapped into IPv6), IPv6 as RFC 5952 writes it; "unknown" where there is none
 */
export function resolveClientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, trust: TrustedProxies): string {
  let address = canonical(socketAddress ?? "") ?? "unknown";
  const hops = forwardedFor?.split(",") ?? [];
  for (let trusted = 0; isTrusted(address, trusted, trust); trusted++) {
    const next = canonical(withoutPort(hops.pop()?.trim() ?? ""));
    if (next === undefined) break;
    address = next;
  }
  return address;
}

function isTrusted(address: string, hopsBefore: number, trust: TrustedProxies): boolean {
  if (trust.kind === "hops") return hopsBefore < trust.hops;
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return trust.networks.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
}

/** Undefined for what is not an address. `isIP` goes first: ipaddr.js also reads forms such as 0x7f.1, which proxies never write. */
function canonical(text: string): string | undefined {
  const bare = text.replace(/%.*$/, "");
  const family = isIP(bare);
  if (family === 0) return undefined;
  // Dotted is the one spelling that there is of these, and spares taking the address of every request apart.
  if (family === 4) return bare;
  const parsed = ipaddr.process(bare);
  return parsed.kind() === "ipv6" ? (parsed as ipaddr.IPv6).toRFC5952String() : parsed.toString();
}

/** Some proxies write the port too: `203.0.113.7:4711`, `[2001:db8::1]:4711`. */
function withoutPort(text: string): string {
  return text.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
}

function parseNetwork(text: string): Network {
  const [address = "", bits] = text.split("/");
  const family = isIP(address);
  const widest = family === 4 ? 32 : 128;
  if (family === 0 || (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > widest))) {
    throw new Error(`"${text}" is neither an address nor a CIDR block`);
  }
  return ipaddr.parseCIDR(`${address}/${bits ?? widest}`);
}
