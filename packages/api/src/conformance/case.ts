import type { Credential, Surface } from "./surface";
import type { World } from "./world";

/** What a call should come to: success with (at least) this body, or one error code. */
export type Expected = { body: unknown } | { code: string; status?: number };

export interface Call {
  input: object;
  credential?: Credential;
}

export interface Case {
  /** Completes the sentence "password.signUp …". */
  name: string;
  /** Prepares the world and says what to send. */
  arrange(world: World): Promise<Call> | Call;
  expected: Expected;
  /** Where the other surface answers differently, as decisions allow. */
  differs?: Partial<Record<Surface["name"], Expected>>;
  /** Where the case makes no sense on a surface. */
  only?: Surface["name"];
}

/** Cases by tRPC path. */
export type Cases = Record<string, readonly Case[]>;
