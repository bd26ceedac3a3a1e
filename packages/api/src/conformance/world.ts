import type { AuthConfig } from "@repo/auth/deps";
import { createTestDeps, type TestDeps } from "@repo/auth/testing/deps";
import { createStore } from "@repo/db/store";
import { createTestDatabase, emptyTestDatabase, type TestDatabase } from "@repo/db/testing/database";
import type { Log } from "../log";
import { listOperations, type OperationEntry } from "../routes";
import { addManagementKey, type ManagementKeyRow } from "../testing/management-keys";
import { browserSurface, type Credential, restSurface, type Surface } from "./surface";

export interface Person {
  userId: string;
  loginId: string;
  password: string;
  credential: Credential;
}

/** A fresh installation with one surface in front of it, and short words for what cases arrange. */
export interface World {
  deps: TestDeps;
  prisma: TestDatabase["database"]["prisma"];
  surface: Surface;
  /** Errors that were logged. */
  logged: object[];
  operation(path: string): OperationEntry;
  call: (path: string, input: object, credential?: Credential) => ReturnType<Surface["call"]>;
  /** Signs somebody up through this surface. */
  signUp(loginId?: string): Promise<Person>;
  /** Everybody's address counts as confirmed from now on. */
  confirmEmails(): Promise<void>;
  /** Calls an operation of the management API with the tests' own key, and answers its body. Throws where it refuses. */
  manage<Body = unknown>(path: string, input: object): Promise<Body>;
  /** Makes a further management key of the table. */
  addKey(key: Partial<ManagementKeyRow>): Promise<string>;
  /** Signs the person in once more, as another device would. */
  signInAgain(person: Person): Promise<Credential>;
}

const PASSWORD = "a quiet harbour at dusk";

let shared: Promise<TestDatabase> | undefined;

const entries = new Map(listOperations().map((entry) => [entry.path, entry]));

/** Builds a world with the named surface, on a database that is empty again for each. */
export async function createWorld(name: Surface["name"], config: Partial<AuthConfig> = {}): Promise<World> {
  shared ??= createTestDatabase();
  const test = await shared;
  const { database } = test;
  await emptyTestDatabase(test);
  const deps = await createTestDeps(createStore(database), config);
  const logged: object[] = [];
  const log: Log = { info() {}, warn() {}, error: (fields) => logged.push(fields) };
  const surface = name === "rest" ? restSurface(deps, log) : browserSurface(deps, log);
  const operation = (path: string) => {
    const entry = entries.get(path);
    if (!entry) throw new Error(`No operation ${path}`);
    return entry;
  };
  const call: World["call"] = (path, input, credential) => surface.call(operation(path), input, credential);
  return {
    deps,
    prisma: database.prisma,
    surface,
    logged,
    operation,
    call,
    async signUp(loginId = "ada@northfold.example") {
      const { body, credential, code } = await call("password.signUp", { loginId, password: PASSWORD, user: { name: "Ada Moreno" } });
      if (code) throw new Error(`Sign-up in a case's arrangement answered ${code}`);
      const { user } = body as { user: { userId: string } };
      return { userId: user.userId, loginId, password: PASSWORD, credential };
    },
    async confirmEmails() {
      await database.prisma.user.updateMany({ data: { verifiedEmail: true } });
    },
    async manage<Body>(path: string, input: object) {
      const { body, code } = await call(`management.${path}`, input);
      if (code) throw new Error(`management.${path} in a case's arrangement answered ${code} ${JSON.stringify(body)}`);
      return body as Body;
    },
    addKey: (key) => addManagementKey(deps, database.prisma, key),
    async signInAgain({ loginId, password }) {
      const { credential, code } = await call("password.signIn", { loginId, password });
      if (code) throw new Error(`Sign-in in a case's arrangement answered ${code}`);
      return credential;
    },
  };
}

/** Closes the database that the worlds shared. */
export async function closeWorlds(): Promise<void> {
  await (await shared)?.cleanup();
  shared = undefined;
}
