import { collectLetters, collectTokens } from "@repo/auth/testing/deps";
import type { SdkScene } from "./sdk";

/** The token in the newest letter: of an enchanted letter's three, the one with this number. */
export async function readToken({ server }: SdkScene, linkId?: string): Promise<string> {
  const [token = ""] = await collectTokens(server.deps, linkId);
  return token;
}

/** Where the links in the newest letters lead. */
export async function readUrls({ server }: SdkScene): Promise<string[]> {
  const letters = await collectLetters(server.deps);
  return letters.flatMap((letter) => {
    if (letter.kind === "magicLink") return [letter.props.url];
    return letter.kind === "enchantedLink" ? letter.props.links.map(({ url }) => url) : [];
  });
}
