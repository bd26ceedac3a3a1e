import { readFile } from "node:fs/promises";
import type { LoginOptions } from "@repo/contract/login-options";
import type { Input } from "@repo/contract/operation";
import type { passwordSignIn, passwordSignUp } from "@repo/contract/password";
import type { JWTResponse } from "@repo/contract/session";
import type { Database } from "@repo/db/client";
import { createStore } from "@repo/db/store";
import { type BorrowedDatabase, borrowTestDatabase, createTestDatabase } from "@repo/db/testing/database";
import type { Caller } from "../caller";
import type { AuthConfig, AuthDeps } from "../deps";
import { signInWithPassword } from "../password/sign-in";
import { signUpWithPassword } from "../password/sign-up";
import { completeSignIn, readMode } from "../session/complete-sign-in";
import { refreshSession } from "../session/refresh";
import { describeNewUser } from "../user/new-user";
import { createTestDeps, type TestDeps, testCaller } from "./deps";

/** Good enough for the policy whoever signs up with it. */
export const PASSWORD = "seven green bottles";
export const ADA = "ada@example.com";
export const BOB = "bob@example.com";

/** What a test of `auth` begins with: real deps on a database of its own. */
export interface Scene {
  deps: TestDeps;
  /** For rows that no operation makes yet. */
  prisma: Database["prisma"];
  /** Opens the database once more, as another process would. */
  url: string;
  /** The SQL of every statement so far, without its values. */
  statements: string[];
  /** How many waits for the disk there have been so far. */
  commits(): number;
  close(): Promise<void>;
}

type Open<D extends BorrowedDatabase> = (hearers: { onStatement(sql: string): void; onCommit(): void }) => Promise<D>;

async function openOn<D extends BorrowedDatabase>(open: Open<D>, config: Partial<AuthConfig>): Promise<{ test: D; scene: Scene }> {
  const statements: string[] = [];
  let commits = 0;
  const test = await open({ onStatement: (sql) => void statements.push(sql), onCommit: () => void commits++ });
  const deps = await createTestDeps(createStore(test.database), config);
  const scene = {
    deps,
    prisma: test.database.prisma,
    // Asked for by few tests: see borrowTestDatabase.
    get url() {
      return test.url;
    },
    statements,
    commits: () => commits,
    close: test.cleanup,
  };
  return { test, scene };
}

export async function openScene(config: Partial<AuthConfig> = {}): Promise<Scene> {
  return (await openOn(borrowTestDatabase, config)).scene;
}

export interface SceneOnFile extends Scene {
  /** Everything that someone has who carries the database away. */
  readFiles(): Promise<Buffer>;
}

/** A scene on a new file, for who looks at what is in it: there is nothing of another test. */
export async function openSceneOnFile(config: Partial<AuthConfig> = {}): Promise<SceneOnFile> {
  const { test, scene } = await openOn(createTestDatabase, config);
  const paths = [test.file, `${test.file}-wal`];
  return Object.assign(scene, { readFiles: async () => Buffer.concat(await Promise.all(paths.map((path) => readFile(path)))) });
}

/** Signs up with PASSWORD, unless said otherwise. */
export function signUp(
  deps: AuthDeps,
  loginId: string,
  more: Partial<Input<typeof passwordSignUp>> = {},
  caller: Caller = testCaller(deps),
): Promise<JWTResponse> {
  return signUpWithPassword(deps, { loginId, password: PASSWORD, ...more }, caller);
}

/** Signs in with PASSWORD, unless said otherwise. */
export function signIn(
  deps: AuthDeps,
  loginId: string,
  more: Partial<Input<typeof passwordSignIn>> = {},
  caller: Caller = testCaller(deps),
): Promise<JWTResponse> {
  return signInWithPassword(deps, { loginId, password: PASSWORD, ...more }, caller);
}

/** Opens a session as a right password would, without the cost of a hash; makes the user when there is none of this name. */
export async function enter(
  deps: AuthDeps,
  loginId: string,
  options: LoginOptions = {},
  caller: Caller = testCaller(deps),
): Promise<JWTResponse> {
  const mode = await readMode(caller, options);
  const newUser = describeNewUser(deps, loginId);
  return completeSignIn(deps, caller, {
    method: "pwd",
    mode,
    options,
    async authenticate(tx) {
      const userId = await tx.users.findIdByLoginId(loginId);
      if (userId === null) await tx.users.create(newUser);
      return { userId: userId ?? newUser.id };
    },
  });
}

export function refresh(deps: AuthDeps, refreshJwt: string): Promise<JWTResponse> {
  return refreshSession(deps, {}, testCaller(deps, refreshJwt));
}

/** Someone at a page, not signed in. */
export function visitor(deps: AuthDeps) {
  return testCaller(deps, undefined, { surface: "browser" });
}

/** Someone whom the browser's sealed cookie lets in. */
export function sealedCaller(deps: AuthDeps, sessionId: string) {
  return testCaller(deps, undefined, { credential: { kind: "sealed", sessionId }, surface: "browser" });
}

/** The session row's ID that a JWT response is about. */
export function sessionIdOf({ claims }: JWTResponse): string {
  return claims.sid as string;
}

/** The user with this login ID; null for nobody. */
export async function userOf({ deps }: Scene, loginId: string) {
  const id = await deps.store.users.findIdByLoginId(loginId);
  return id === null ? null : deps.store.users.findById(id);
}

/** Everybody's address counts as proven from now on, as notices are mailed to no other. */
export async function proveAddresses({ prisma }: Scene): Promise<void> {
  await prisma.user.updateMany({ data: { verifiedEmail: true } });
}

const createdAt = new Date("2026-01-01T00:00:00Z");

export async function addTenant(
  { prisma }: Pick<Scene, "prisma">,
  id: string,
  { name = id, customAttributes = {}, members = [] as string[], domains = [] as string[] } = {},
) {
  await prisma.tenant.create({
    data: {
      id,
      name,
      customAttributes: JSON.stringify(customAttributes),
      selfProvisioningDomains: JSON.stringify(domains),
      createdAt,
      members: { create: members.map((userId) => ({ userId })) },
    },
  });
}

/** Makes a role and gives it to a user: in the whole project, or in a tenant they belong to. */
export async function grantRole(
  { prisma }: Pick<Scene, "prisma">,
  userId: string,
  { name, permissions, tenantId }: { name: string; permissions: string[]; tenantId?: string },
) {
  const roleId = `role ${name}`;
  for (const permission of permissions) {
    await prisma.permission.upsert({ where: { id: permission }, create: { id: permission, name: permission }, update: {} });
  }
  await prisma.role.create({
    data: {
      id: roleId,
      name,
      createdAt,
      ...(tenantId !== undefined && { tenantId, scope: tenantId }),
      permissions: { create: permissions.map((permissionId) => ({ permissionId })) },
    },
  });
  if (tenantId === undefined) await prisma.userRole.create({ data: { userId, roleId } });
  else await prisma.userTenantRole.create({ data: { userId, tenantId, roleId } });
}
