import { describe, expect, it } from "vitest";
import { isThisComputer } from "./is-this-computer";

describe("isThisComputer", () => {
  it.each(["::1", "127.0.0.1", "127.8.9.1", "::ffff:127.0.0.1"])("knows %s", (address) => {
    expect(isThisComputer(address)).toBe(true);
  });

  it.each(["10.0.0.1", "2001:db8::1", "::2", "::ffff:10.0.0.1", "1.127.0.0.1", ""])("takes %j for another", (address) => {
    expect(isThisComputer(address)).toBe(false);
  });
});
