import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * Whether a client address is one of these addresses, or in one of these CIDR blocks. An IPv4 address that is written as IPv6 is the same
 * address. Nobody is in what cannot be read.
 */
export function isPermitted(address: string, permittedIps: readonly string[]): boolean {
  if (isIP(address) === 0) return false;
  const client = ipaddr.process(address);
  return permittedIps.some((entry) => {
    try {
      const [base, bits] = entry.includes("/") ? ipaddr.parseCIDR(entry) : ipaddr.parseCIDR(`${entry}/${isIP(entry) === 6 ? 128 : 32}`);
      if (base.kind() === client.kind()) return client.match(base, bits);
      const mapped = base.kind() === "ipv6" && (base as ipaddr.IPv6).isIPv4MappedAddress() && bits >= 96;
      return mapped && client.match((base as ipaddr.IPv6).toIPv4Address(), bits - 96);
    } catch {
      return false;
    }
  });
}
