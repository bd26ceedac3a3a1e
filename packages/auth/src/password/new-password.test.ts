import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, type Scene } from "../testing/scene";
import { contextWords, newPassword, refuseWeak } from "./new-password";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ appName: "Gatehouse", appOrigin: "https://login.northfold.example" });
});

afterEach(() => scene.close());

describe("newPassword", () => {
  it("P3: brings a password to its one spelling", () => {
    expect(newPassword("cafe\u0301 \ufb01ve")).toBe("caf\u00e9 five");
  });

  it("P2: refuses more than 1,024 bytes before anything is done with them", () => {
    expect(newPassword("x".repeat(1024))).toHaveLength(1024);
    expect(() => newPassword("x".repeat(1025))).toThrow(expect.objectContaining({ code: "E062901" }));
  });
});

describe("contextWords", () => {
  it("P7: are the app, its host, and whatever the account is called, whole and in parts", () => {
    const words = contextWords(scene.deps, [ADA], ["Ada Moreno", undefined, ""]);

    expect(words).toEqual([
      "Gatehouse",
      "login.northfold.example",
      "login",
      "northfold",
      "example",
      "ada@example.com",
      "ada",
      "ada",
      "example",
      "com",
      "Ada Moreno",
      "Ada Moreno",
      "Ada",
      "Moreno",
    ]);
  });

  it("P7: are those of a domain as people read it", () => {
    expect(contextWords(scene.deps, ["anna@xn--bcher-kva.example"], [])).toContain("bücher");
  });
});

describe("refuseWeak", () => {
  it("P8: says why", async () => {
    await expect(refuseWeak(scene.deps, "short", [])).rejects.toMatchObject({ code: "E062901", message: expect.stringContaining("8") });
  });

  it.each([
    [0, "summertime99", "done"],
    [3, "summertime99", "E062901"],
    [3, "vrmlp-qoxx-77-tuba", "done"],
    [4, "vrmlp-qoxx-77-tuba", "done"],
  ])("asks for a strength of %i: %s is %s", async (passwordStrength, password, expected) => {
    scene.deps.config.passwordStrength = passwordStrength;

    expect(await outcomeOf(refuseWeak(scene.deps, password, []))).toBe(expected);
  });

  it("knows the words of one account for that account only", async () => {
    scene.deps.config.passwordStrength = 3;
    const password = "vrmlpqoxxtuba";

    expect(await outcomeOf(refuseWeak(scene.deps, password, ["unrelated"]))).toBe("done");
    expect(await outcomeOf(refuseWeak(scene.deps, password, ["vrmlpqoxx", "tuba"]))).toBe("E062901");
    expect(await outcomeOf(refuseWeak(scene.deps, password, ["unrelated"]))).toBe("done");
  });
});
