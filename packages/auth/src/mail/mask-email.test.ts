import { describe, expect, it } from "vitest";
import { maskEmail, maskLoginId } from "./mask-email";

describe("maskEmail", () => {
  it.each([
    ["ada@northfold.example", "a***@northfold.example"],
    ["a@northfold.example", "a***@northfold.example"],
    ["élodie@example.com", "é***@example.com"],
    ["anna@xn--bcher-kva.example", "a***@bücher.example"],
    ["🦊fox@example.com", "🦊***@example.com"],
  ])("keeps the first character and the domain: %s", (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });

  it.each(["countess", "", "+4912345"])("5.4: keeps nothing of what is no address: %j", (name) => {
    expect(maskEmail(name)).toBe("***");
  });
});

describe("maskLoginId", () => {
  it.each([
    ["ada@northfold.example", "a***@northfold.example"],
    ["ada", "a***"],
    ["🏮lamp", "🏮***"],
  ])("shows of %s only %s", (loginId, masked) => {
    expect(maskLoginId(loginId)).toBe(masked);
  });
});
