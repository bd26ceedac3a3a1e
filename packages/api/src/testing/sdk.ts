import createSdk from "@descope/node-sdk";
import { collectCode, TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import { createPresentClock, createTestServer, PASSWORD, type TestApiOptions, type TestServer } from "./rest-api";

export const LOGIN_ID = "ada@example.com";

interface SignedUp {
  sessionJwt: string;
  refreshJwt: string;
  userId: string;
}

/** What the official Node SDK calls `management`. */
type Management = ReturnType<typeof createSdk>["management"];

/** A server, and the official Node SDK pointed at it. */
export interface SdkScene {
  server: TestServer;
  sdk: ReturnType<typeof createSdk>;
  /** The SDK's own `management`, with the key of every test. */
  management: Management;
  /** Makes users through it, who have never signed in, and answers their user IDs by login ID. */
  seedUsers(...loginIds: string[]): Promise<Record<string, string>>;
  /** Signs up with `PASSWORD` through the SDK. */
  signUp(loginId?: string): Promise<SignedUp>;
  /** Proves the address of `LOGIN_ID`, who is signed in, by a code. */
  proveEmail(refreshJwt: string): Promise<void>;
  /** Signs `LOGIN_ID` in while holding a refresh token. */
  signInAs(
    token: string | undefined,
    options: { stepup?: true; mfa?: true; tenantId?: string },
  ): ReturnType<SdkScene["sdk"]["password"]["signIn"]>;
  /** Makes a tenant, and the user a member of it; `domains`: whose people may join by themselves. */
  createTenant(id: string, userId?: string, domains?: string[]): Promise<void>;
}

/**
 * The SDK as it comes from npm, told nothing but projectId and baseUrl. It checks tokens by the real time, so the server's clock stands at
 * the present unless another is given. Close the server after the test.
 */
export async function createSdkScene(options: TestApiOptions = {}): Promise<SdkScene> {
  const server = await createTestServer({ clock: createPresentClock(), ...options });
  const { projectId } = server.deps.config;
  const sdk = createSdk({ projectId, baseUrl: server.url });
  const { management } = createSdk({ projectId, baseUrl: server.url, managementKey: TEST_MANAGEMENT_KEY });
  return {
    server,
    sdk,
    management,
    async seedUsers(...loginIds) {
      const made: Record<string, string> = {};
      for (const loginId of loginIds) {
        const { data, error } = await management.user.create(loginId, {});
        if (!data) throw new Error(`No user ${loginId}: ${JSON.stringify(error)}`);
        made[loginId] = data.userId;
      }
      return made;
    },
    async signUp(loginId = LOGIN_ID) {
      const { data, error } = await sdk.password.signUp(loginId, PASSWORD);
      if (!data?.refreshJwt || !data.user) throw new Error(`No sign-up: ${JSON.stringify(error)}`);
      return { sessionJwt: data.sessionJwt, refreshJwt: data.refreshJwt, userId: data.user.userId };
    },
    async proveEmail(refreshJwt) {
      await sdk.otp.update.email(LOGIN_ID, LOGIN_ID, refreshJwt);
      const { ok, error } = await sdk.otp.verify.email(LOGIN_ID, await collectCode(server.deps));
      if (!ok) throw new Error(`No proof: ${JSON.stringify(error)}`);
    },
    signInAs(token, signInOptions) {
      // The SDK's call takes no token; browser SDKs add the one they have to every request by such a hook.
      const holder = createSdk({ projectId, baseUrl: server.url, hooks: { beforeRequest: (request) => ({ ...request, token }) } });
      return holder.password.signIn(LOGIN_ID, PASSWORD, signInOptions);
    },
    async createTenant(id, userId, domains = []) {
      const { prisma } = server.database;
      const selfProvisioningDomains = JSON.stringify(domains);
      await prisma.tenant.create({ data: { id, name: `The tenant ${id}`, selfProvisioningDomains, createdAt: server.deps.clock.now() } });
      if (userId !== undefined) await prisma.userTenant.create({ data: { userId, tenantId: id } });
    },
  };
}
