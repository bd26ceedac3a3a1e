import type { magicLinkSignInEmail, magicLinkSignUpEmail, magicLinkUpdateEmail } from "@repo/contract/links";
import type { Input } from "@repo/contract/operation";
import type { Caller, SignedInCaller } from "../caller";
import type { PreparedRequest } from "../challenge/details";
import { prepareSignIn, prepareSignUp, prepareUpdate } from "../challenge/prepare";
import type { AuthDeps } from "../deps";
import { linkTarget, type OwnPage } from "./target";

type SignUp = Input<typeof magicLinkSignUpEmail>;
type SignIn = Input<typeof magicLinkSignInEmail>;
type Update = Input<typeof magicLinkUpdateEmail>;

/**
 * The four requests that one kind of link by mail is asked for with. Each throws E011004 for a target that is not
 * approved, and what `prepareSignUp`, `prepareSignIn` and `prepareUpdate` throw.
 *
 * @param page where a link leads when nothing is said
 */
export function linkRequests<Answer>(
  page: OwnPage,
  send: (deps: AuthDeps, caller: Caller, request: PreparedRequest, target: URL) => Promise<Answer>,
) {
  function signInAs(purpose: "signIn" | "signUpOrIn") {
    return async (deps: AuthDeps, input: SignIn, caller: Caller): Promise<Answer> => {
      const target = linkTarget(deps, input.URI, page);
      return send(deps, caller, await prepareSignIn(deps, input, caller, purpose), target);
    };
  }

  return {
    async signUp(deps: AuthDeps, input: SignUp, caller: Caller): Promise<Answer> {
      const target = linkTarget(deps, input.URI, page);
      return send(deps, caller, await prepareSignUp(deps, input, caller), target);
    },
    signIn: signInAs("signIn"),
    signUpOrIn: signInAs("signUpOrIn"),
    async update(deps: AuthDeps, input: Update, caller: SignedInCaller): Promise<Answer> {
      const target = linkTarget(deps, input.URI, page);
      return send(deps, caller, await prepareUpdate(deps, input, caller), target);
    },
  };
}
