import { createHash } from "node:crypto";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { keptUserAgent } from "../audit";
import type { Caller, KnownDevice } from "../caller";

// A device is known by its cookie, or, where it shows none (programs, a private window, cookies that were cleared), by the kind of program
// and the range of its address together: that lets nobody in, it only decides whether a letter goes out.

/** Updates change the numbers of a user agent, and nothing else. */
function familyOf(caller: Pick<Caller, "userAgent">): string {
  return keptUserAgent(caller).replaceAll(/[\d._]+/g, "");
}

/** What a provider gives one customer, at different times: 256 addresses, and for IPv6 a /48. */
function rangeOf(address: string): string {
  const version = isIP(address);
  if (version === 4) return ipaddr.IPv4.networkAddressFromCIDR(`${address}/24`).toString();
  return version === 6 ? ipaddr.IPv6.networkAddressFromCIDR(`${address}/48`).toRFC5952String() : address;
}

/** What a device is recognised by that shows no cookie. Of no length that grows, and nothing that could be read out of it is a secret. */
export function deviceMark(caller: Pick<Caller, "userAgent" | "address">): string {
  return createHash("sha256")
    .update(JSON.stringify([familyOf(caller), rangeOf(caller.address)]))
    .digest("base64url")
    .slice(0, 22);
}

/** The device as this browser's cookie knows it; undefined where it has not signed in to this account. */
export function knownDevice({ devices }: Pick<Caller, "devices">, userId: string): KnownDevice | undefined {
  return devices?.find((known) => known.userId === userId);
}
