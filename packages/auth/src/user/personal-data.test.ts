import { afterEach, beforeEach, expect, it } from "vitest";
import { createRecoveryCodes } from "../recovery/codes";
import { nameSessionDevice } from "../session/name-device";
import { addAuthenticator } from "../testing/authenticator";
import { testCaller } from "../testing/deps";
import { ADA, BOB, openScene, proveAddresses, type Scene, sessionIdOf, signUp } from "../testing/scene";
import { collectPersonalData } from "./personal-data";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

it("U86: everything of a person is told, with what the product adds; no secret is, nor anything of others", async () => {
  const { deps, prisma } = scene;
  const signedIn = await signUp(deps, ADA, { user: { name: "Ada" } });
  await proveAddresses(scene);
  await addAuthenticator(deps, signedIn);
  await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, signedIn.refreshJwt));
  await nameSessionDevice(deps, { id: sessionIdOf(signedIn), name: "Kitchen" }, testCaller(deps, signedIn.refreshJwt));
  const bob = await signUp(deps, BOB);

  const own = { books: async (_: unknown, userId: string) => [{ of: userId, readAt: deps.clock.now() }] };
  const data = await collectPersonalData(deps, {}, testCaller(deps, signedIn.refreshJwt), own);

  const { userId } = signedIn.user;
  expect(data.account).toMatchObject({
    id: userId,
    name: "Ada",
    email: ADA,
    customAttributes: {},
    loginIds: [{ loginId: ADA }],
    password: { changedAt: expect.any(String) },
    sessions: [{ surface: "rest", methods: ["pwd"], revokedAt: null }],
    deviceNames: [{ name: "Kitchen" }],
    events: expect.arrayContaining([expect.objectContaining({ action: "LoginSucceed", externalIds: [ADA], userAgent: "Test/1.0" })]),
  });
  expect(data.product).toEqual({ books: [{ of: userId, readAt: deps.clock.now().toISOString() }] });
  const text = JSON.stringify(data);
  const secrets = [
    ...(await prisma.password.findMany()).map(({ hash }) => hash),
    ...(await prisma.totpKey.findMany()).map(({ sealedKey }) => sealedKey),
    ...(await prisma.recoveryCode.findMany()).map(({ digest }) => digest),
    ...(await prisma.session.findMany()).map(({ id }) => id),
  ];
  expect(secrets.length).toBeGreaterThan(10);
  for (const secret of [...secrets, bob.user.userId, BOB]) expect(text).not.toContain(secret);
});
