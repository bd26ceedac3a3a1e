import { describe, expect, it } from "vitest";
import { parseTrustedProxies, resolveClientAddress } from "./client-address";

const nobody = parseTrustedProxies("0");
const proxy = "10.0.0.1";

describe("resolveClientAddress", () => {
  it("E5, 3.3: a forged header changes nothing while no proxy is trusted", () => {
    const forged = ["1.2.3.4", "1.2.3.4, 5.6.7.8", "127.0.0.1", "unknown", ""];

    expect(forged.map((header) => resolveClientAddress("203.0.113.7", header, nobody))).toEqual(forged.map(() => "203.0.113.7"));
  });

  it("E5, 3.3: behind one trusted hop, what the client wrote itself stands left of its address and is not read", () => {
    expect(resolveClientAddress(proxy, "1.2.3.4, 203.0.113.7", parseTrustedProxies("1"))).toBe("203.0.113.7");
  });

  it("E5, 3.3: behind trusted networks, the right-most address outside them counts, even when the client claims to be inside", () => {
    const trust = parseTrustedProxies("10.0.0.0/8, 2001:db8:ffff::/48");

    expect(resolveClientAddress(proxy, "10.9.9.9, 203.0.113.7, 2001:db8:ffff::5, 10.0.0.2", trust)).toBe("203.0.113.7");
  });

  it("E5, 3.3: a caller who is not the trusted proxy cannot use the header", () => {
    expect(resolveClientAddress("203.0.113.66", "1.2.3.4", parseTrustedProxies("10.0.0.1"))).toBe("203.0.113.66");
  });

  it("E5, 3.3: what is not an address ends the search at the hop that wrote it", () => {
    const trust = parseTrustedProxies("2");

    expect(resolveClientAddress(proxy, "203.0.113.7, unknown", trust)).toBe(proxy);
    expect(resolveClientAddress(proxy, "unknown, 10.0.0.2", trust)).toBe("10.0.0.2");
    expect(resolveClientAddress(proxy, "0x7f.1", trust)).toBe(proxy);
    expect(resolveClientAddress(proxy, "127.1", trust)).toBe(proxy);
  });

  it("takes the proxy's own address when it forwards nothing", () => {
    expect(resolveClientAddress(proxy, undefined, parseTrustedProxies("1"))).toBe(proxy);
  });

  it("takes the left-most address when there are fewer than the trusted hops", () => {
    expect(resolveClientAddress(proxy, "203.0.113.7", parseTrustedProxies("3"))).toBe("203.0.113.7");
  });

  it("writes an address in one way", () => {
    const spellings = ["::ffff:203.0.113.7", "2001:DB8:0:0:0:0:0:1", "fe80::1%eth0"];

    expect(spellings.map((address) => resolveClientAddress(address, undefined, nobody))).toEqual(["203.0.113.7", "2001:db8::1", "fe80::1"]);
  });

  it("recognises a trusted IPv4 proxy that is connected over IPv6", () => {
    expect(resolveClientAddress("::ffff:10.0.0.1", "203.0.113.7", parseTrustedProxies("10.0.0.0/8"))).toBe("203.0.113.7");
  });

  it("reads addresses with ports", () => {
    const trust = parseTrustedProxies("1");

    expect(resolveClientAddress(proxy, "203.0.113.7:4711", trust)).toBe("203.0.113.7");
    expect(resolveClientAddress(proxy, "[2001:db8::1]:4711", trust)).toBe("2001:db8::1");
  });

  it("is unknown where the connection has no address, and a configured hop may still tell", () => {
    expect(resolveClientAddress(undefined, "203.0.113.7", nobody)).toBe("unknown");
    expect(resolveClientAddress(undefined, "203.0.113.7", parseTrustedProxies("1"))).toBe("203.0.113.7");
    expect(resolveClientAddress(undefined, "203.0.113.7", parseTrustedProxies("10.0.0.0/8"))).toBe("unknown");
  });
});

describe("parseTrustedProxies", () => {
  it.each(["proxy.example.com", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.1,", "-1", "10.0.0"])("refuses %s", (setting) => {
    expect(() => parseTrustedProxies(setting)).toThrow("is neither an address nor a CIDR block");
  });
});
