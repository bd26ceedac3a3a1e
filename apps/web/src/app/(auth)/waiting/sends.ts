import type { LinkFlow } from "../../../flow";

/** The operation that sends numbered links. */
export const SENDS: Record<LinkFlow["purpose"], string> = {
  signUp: "enchantedLink.signUp.email",
  signIn: "enchantedLink.signIn.email",
};
