import { profileSaid } from "@repo/contract/profile";
import { PROFILE_FIELDS } from "@repo/contract/profile-fields";
import { User } from "@repo/contract/user";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADA, addTenant, grantRole, openScene, type Scene } from "../testing/scene";
import { presentUser } from "./present";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

async function present(id: string) {
  const user = await scene.deps.store.users.findById(id);
  if (!user) throw new Error(`No user ${id}`);
  return presentUser(scene.deps, user);
}

const createdAt = new Date("2026-03-01T12:00:00Z");

describe("presentUser", () => {
  it("has every field of the contract for a user of whom nothing is known", async () => {
    await scene.deps.store.users.create({ id: "U1", loginIds: [ADA], createdAt });

    expect(await present("U1")).toEqual({
      ...profileSaid(PROFILE_FIELDS, {}),
      loginIds: [ADA],
      userId: "U1",
      email: "",
      verifiedEmail: false,
      verifiedPhone: false,
      roleNames: [],
      userTenants: [],
      status: "enabled",
      externalIds: [ADA],
      test: false,
      customAttributes: {},
      createdTime: 1772366400,
      modifiedTime: 1772366400,
      TOTP: false,
      SAML: false,
      OIDC: false,
      SCIM: false,
      OAuth: {},
      webauthn: false,
      password: false,
      push: false,
      permissions: [],
      ssoAppIds: [],
      editable: true,
      consentExpiration: 0,
      recoveryEmail: "",
      recoveryPhone: "",
      verifiedRecoveryEmail: false,
      verifiedRecoveryPhone: false,
    });
    expect(Object.keys(await present("U1")).sort()).toEqual(Object.keys(User.shape).sort());
  });

  it("tells everything that is known of a user", async () => {
    const columns = {
      ...profileSaid(PROFILE_FIELDS, {}),
      name: "Ada Lovelace",
      givenName: "Augusta",
      middleName: "Ada",
      familyName: "King",
      email: ADA,
      phone: "+15550100",
      verifiedEmail: true,
      verifiedPhone: true,
      status: "invited",
      picture: "https://example.com/ada.png",
      test: true,
      recoveryEmail: "ada@work.example",
      recoveryPhone: "+15550199",
      verifiedRecoveryEmail: true,
      verifiedRecoveryPhone: true,
    };
    await scene.prisma.user.create({
      data: {
        ...columns,
        id: "U1",
        scim: true,
        customAttributes: '{"tier":2}',
        ssoAppIds: '["app1"]',
        createdAt,
        modifiedAt: new Date("2026-03-02T12:00:00.999Z"),
        loginIds: { create: ["countess", ADA].map((loginId, position) => ({ loginId, position })) },
        password: { create: { hash: "hash", changedAt: createdAt } },
        totp: { create: { sealedKey: "sealed", createdAt } },
      },
    });
    await addTenant(scene, "T1", { name: "Northfold", members: ["U1"] });
    await addTenant(scene, "T2", { name: "Southfold", members: ["U1"] });
    await addTenant(scene, "T3", { name: "Elsewhere" });
    await grantRole(scene, "U1", { name: "editor", permissions: ["read", "write"] });
    await grantRole(scene, "U1", { name: "auditor", permissions: ["read"] });
    await grantRole(scene, "U1", { name: "owner", permissions: ["pay"], tenantId: "T1" });

    expect(await present("U1")).toEqual({
      ...columns,
      userId: "U1",
      loginIds: ["countess", ADA],
      externalIds: ["countess", ADA],
      roleNames: ["auditor", "editor"],
      permissions: ["read", "write"],
      userTenants: [
        { tenantId: "T1", tenantName: "Northfold", roleNames: ["owner"], permissions: ["pay"] },
        { tenantId: "T2", tenantName: "Southfold", roleNames: [], permissions: [] },
      ],
      customAttributes: { tier: 2 },
      ssoAppIds: ["app1"],
      createdTime: 1772366400,
      modifiedTime: 1772452800,
      TOTP: true,
      password: true,
      SCIM: true,
      SAML: false,
      OIDC: false,
      OAuth: {},
      webauthn: false,
      push: false,
      editable: true,
      consentExpiration: 0,
    });
  });

  it("is what the contract promises", async () => {
    await scene.deps.store.users.create({ id: "U1", loginIds: [ADA], createdAt });

    expect(User.safeParse(await present("U1")).success).toBe(true);
  });
});
