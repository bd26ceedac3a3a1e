import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_PROJECT_ID } from "../testing/deps";
import { openScene, type Scene } from "../testing/scene";
import { publishKeyList, publishKeySet } from "./publish-keys";

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => scene.close());

describe("publishKeySet", () => {
  it("4.4: answers the public half of the RS256 signing key, and nothing else: no other kind of key, nothing private", async () => {
    expect(await publishKeySet(scene.deps, { projectId: TEST_PROJECT_ID })).toEqual({
      keys: [
        {
          alg: "RS256",
          e: "AQAB",
          kid: scene.deps.keys.current().kid,
          kty: "RSA",
          n: expect.stringMatching(/^[\w-]{342}$/),
          use: "sig",
        },
      ],
    });
  });

  it("answers E010404 for another project", async () => {
    await expect(publishKeySet(scene.deps, { projectId: "Pother" })).rejects.toMatchObject({ code: "E010404", status: 404 });
  });
});

describe("publishKeyList", () => {
  it("answers the same keys as a bare list", async () => {
    const { keys } = await publishKeySet(scene.deps, { projectId: TEST_PROJECT_ID });

    expect(await publishKeyList(scene.deps, { projectId: TEST_PROJECT_ID })).toEqual(keys);
  });

  it("answers E010404 for another project", async () => {
    await expect(publishKeyList(scene.deps, { projectId: "" })).rejects.toMatchObject({ code: "E010404" });
  });
});
