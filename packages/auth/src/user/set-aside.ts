import type { ChallengeRecord } from "@repo/db/challenges";
import type { TotpKeyRecord } from "@repo/db/factors";
import type { PasswordRecord } from "@repo/db/set-aside";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { challengeRow } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";

// What had been set up on an account before anybody had shown that its address is theirs is set aside when somebody does, and comes back to
// who shows it: the password by typing it, the authenticator by a code. Until then it opens nothing, and after ten minutes it is gone. Each
// is a challenge of its own, so that it comes back once and takes a few tries and no more; it lies sealed in there.

/** As long as a sign-in is fresh. */
export const KEEP_MINUTES = 10;
const TRIES_MAX = 5;

/** What was found: how much of it there was. */
export interface SetUpBefore {
  password: boolean;
  totp: boolean;
  recoveryCodes: number;
  devices: number;
}

/** What a row of it is of; `nothing`: there was nothing that could come back, and it only tells what there was. */
type Kind = "password" | "totp" | "nothing";

interface Details {
  is: Kind;
  found: SetUpBefore;
}

interface SetAsideTotp {
  key: TotpKeyRecord;
  /** Whether a sign-in took two steps. */
  secondFactor: boolean;
}

interface Contents {
  password: PasswordRecord;
  totp: SetAsideTotp;
}

/** One thing that is set aside. */
export interface SetAside {
  challenge: ChallengeRecord;
  details: Details;
}

/** Dates travel as text. */
function revive(name: string, value: unknown): unknown {
  return typeof value === "string" && /(At|Until)$/.test(name) ? new Date(value) : value;
}

/** Keeps what was found for who confirms the address, in the transaction that takes it from the account. */
export async function setAside(
  deps: AuthDeps,
  tx: StoreTransaction,
  user: Pick<UserRecord, "id" | "email">,
  contents: Partial<Contents>,
  found: SetUpBefore,
): Promise<void> {
  const entries = Object.entries(contents).filter(([, content]) => content !== undefined);
  for (const [is, content] of entries.length > 0 ? entries : [["nothing", null] as const]) {
    const id = newId(deps.random, "C");
    const row = challengeRow(deps, id, { purpose: "signIn", loginId: user.email, userId: user.id, email: user.email }, KEEP_MINUTES * 60);
    await tx.challenges.replace({
      ...row,
      channel: "setAside",
      slot: `setAside:${is}:${user.id}`,
      digest: "",
      sealedKey: deps.sealer.seal("set-aside", id, JSON.stringify(content)),
      details: JSON.stringify({ is: is as Kind, found } satisfies Details),
      attemptsMax: TRIES_MAX,
    });
  }
}

/** What is set aside of this user's and can still come back. */
export async function listSetAside({ store, clock }: AuthDeps, userId: string): Promise<SetAside[]> {
  const challenges = await store.setAside.list(userId, clock.now());
  return challenges.map((challenge) => ({ challenge, details: JSON.parse(challenge.details) }));
}

/** What lies in one. */
export function openSetAside<Is extends keyof Contents>(deps: AuthDeps, _is: Is, { challenge }: SetAside): Contents[Is] {
  return JSON.parse(deps.sealer.open("set-aside", challenge.id, challenge.sealedKey).toString(), revive);
}
