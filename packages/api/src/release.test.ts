import { createTestClock } from "@repo/auth/testing/deps";
import { spellAddress } from "@repo/contract/address";
import type { JWTResponse } from "@repo/contract/session";
import { migrationsFolder, repositoryRoot } from "@repo/db/locate";
import { migrate } from "@repo/db/migrate";
import { oneSpelling } from "@repo/db/one-spelling";
import { restoreRelease } from "@repo/db/testing/database";
import { generate } from "otplib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestApi, PASSWORD, type TestApi } from "./testing/rest-api";

const TOTP_KEY = "JXYSS5ALCRHLE4QQWZ2YHMGP24JQNTLG";
const RECOVERY_CODE = "8fgp-0tb4-4h5p-4gat";
const REFRESH_JWT =
  "eyJhbGciOiJSUzI1NiIsImtpZCI6InJkcnFGVVNwUnVmMWFPRXBBY3RmRDlOcE4zMWJkOXdYcDlnUHhONk9yTE0iLCJ0eXAiOiJKV1QifQ.eyJpc3MiOiJQdGVzdDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwIiwiYXVkIjpbIlB0ZXN0MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAiXSwic3ViIjoiVU5OR2RPdlpOZk05T3oySnFNOGpBbFFXWENrUCIsInNpZCI6IlNjNzRRYjViOU5mZTZIZWtkT0FHbXlabUZ1QkYiLCJhbXIiOlsicHdkIl0sImRybiI6IkRTUiIsImp0aSI6IlNjNzRRYjViOU5mZTZIZWtkT0FHbXlabUZ1QkYuMCIsImlhdCI6MTc3MjM2NjQwMCwiZXhwIjoxNzc0Nzg1NjAwfQ.iSjy4J_v2MQIeUfqTQRz9SZopDaR6DGC6-1Nx3d-ZcEd1k6Vk0v26JM3_cXZ3mn-37tWnw4xIO8T6yOwXc44jGUkEvs3h-AqdTQb1ugE4gS9YE9seAaeqBnuslvN-XKwXyJA1uSiWHbveJeyXxNK2y5ox0TDCYGD7AO02eLs_pabj5sTwJbsgm4wpkf6AJ0jFX9y7axEu0eQBZ5YWfpotj12eAzhfNFIIp20bfdaTQQaHHeJPbwhAWIQut_z-sYPcg3-ZgG-yjCQ7kJeaOUVZrBVyEdvZBMa89vaBCe9_TmvM8WIjHpuWOpW0n5OLgB8Qkms1HfZtp7D_2n_YmSsDw";

/** Users by the login ID that they had. */
const USERS = {
  "x@mail.example.com": "UDojiWH6AqzY4mBvh4htez4b2jqR",
  "x@mail.example。com": "U5Sof8QIZ024OtBCTCgSrqi83TPO",
  "x@ｍail.example.com": "UncZ3828ru5IGsFbSBSIHRcDIbIr",
  "eva@tür。example": "UeHF7qPIOBTrm4Bd4OIb1udLWxeE",
  "eva@tür.example": "U1V14bXRISTP3g9IzEBZkJDvAjnR",
  "a..b@example.com": "UOVRrSBqMJUqMoLP6mmGjRwutnNB",
};

let api: TestApi;
const told: string[] = [];

beforeAll(async () => {
  const { url } = await restoreRelease("first-release");
  const options = { steps: { oneSpelling: oneSpelling(spellAddress) }, tell: (line: string) => void told.push(line) };
  await migrate(url, migrationsFolder(repositoryRoot(import.meta.dirname), url), options);
  expect(await migrate(url, migrationsFolder(repositoryRoot(import.meta.dirname), url), options)).toEqual([]);
  api = await createTestApi({ databaseUrl: url, clock: createTestClock(new Date("2026-03-01T12:05:00Z")) });
});

afterAll(() => api.close());

function signIn(loginId: string) {
  return api.call<JWTResponse>("/v1/auth/password/signin", { loginId, password: PASSWORD });
}

describe("a database of the first release", () => {
  it.each([
    ["ada@example.com", "ada@example.com", "ada@example.com"],
    ["anna@bücher.example", "anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"],
    ["anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example", "anna@xn--bcher-kva.example"],
    ["OTTO@BÜCHER.example", "otto@xn--bcher-kva.example", "otto@xn--bcher-kva.example"],
    ["grace", "grace", "grace@xn--bcher-kva.example"],
    ["x@mail.example.com", "x@mail.example.com", "x@mail.example.com"],
    ["eva@tür.example", "eva@xn--tr-xka.example", "eva@xn--tr-xka.example"],
  ])("1.9: signs in who types %s", async (typed, loginId, email) => {
    const { status, body } = await signIn(typed);

    expect([status, body.user?.loginIds, body.user?.email]).toEqual([200, [loginId], email]);
  });

  it("1.9: keeps sessions, authenticators and recovery codes", async () => {
    const loginId = "ada@example.com";
    const epoch = Math.floor(api.deps.clock.now().getTime() / 1000);

    const answers = [
      await api.call("/v1/auth/refresh", {}, { token: REFRESH_JWT }),
      await api.call("/v1/auth/totp/verify", { loginId, code: await generate({ secret: TOTP_KEY, epoch }) }),
      await api.call("/v1/auth/recovery-codes/signin", { loginId, code: RECOVERY_CODE }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it("1.9: has its users found and changed by the management API", async () => {
    const found = (text: string) => api.manage<{ users: { loginIds: string[] }[]; total: number }>("POST /v2/mgmt/user/search", { text });

    expect((await found("")).total).toBe(await api.database.prisma.user.count());
    expect((await found("OTT")).users.map(({ loginIds }) => loginIds)).toEqual([["otto@xn--bcher-kva.example"]]);
    await api.manage("POST /v1/mgmt/user/update/name", { loginId: "otto@bücher.example", displayName: "Otto Lilienthal" });
    expect((await found("lilien")).total).toBe(1);
  });

  it("1.9, 6.15: leaves who collides as they were, and says by user what to do", async () => {
    const rows = await api.database.prisma.loginId.findMany({ where: { userId: { in: Object.values(USERS) } } });

    expect(Object.fromEntries(rows.map(({ loginId, userId }) => [loginId, userId]))).toEqual({
      "x@mail.example.com": USERS["x@mail.example.com"],
      "x@mail.example。com": USERS["x@mail.example。com"],
      "x@ｍail.example.com": USERS["x@ｍail.example.com"],
      "eva@xn--tr-xka.example": USERS["eva@tür。example"],
      "eva@tür.example": USERS["eva@tür.example"],
      "a..b@example.com": USERS["a..b@example.com"],
    });
    expect(told).toHaveLength(2);
    expect(told[0]).toContain(`${USERS["x@mail.example。com"]} (${USERS["x@mail.example.com"]} has the login ID)`);
    expect(told[0]).toContain(`${USERS["x@ｍail.example.com"]} (${USERS["x@mail.example.com"]} has the login ID)`);
    expect(told[0]).toContain(`${USERS["eva@tür.example"]} (${USERS["eva@tür。example"]} has the login ID)`);
    expect(told[1]).toContain(USERS["a..b@example.com"]);
    expect(told.join()).not.toContain("@");
  });

  it("6.15: brings over what is out to come back", async () => {
    const rows = await api.database.prisma.challenge.findMany({ where: { purpose: "signUp" }, orderBy: { loginId: "asc" } });

    expect(rows.map(({ loginId, slot, email, details }) => [loginId, slot, email, JSON.parse(details).user.email])).toEqual([
      ["leo@xn--bcher-kva.example", "totp:new:leo@xn--bcher-kva.example", "", "leo@xn--bcher-kva.example"],
      ["mia@xn--bcher-kva.example", "emailCode:mia@xn--bcher-kva.example", "mia@xn--bcher-kva.example", "mia@xn--bcher-kva.example"],
    ]);
  });
});
