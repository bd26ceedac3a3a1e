import type { ReactNode } from "react";
import { Disclosure } from "#ui/disclosure";
import { getWords } from "#words/get-words";

/** For who waits for a letter that does not come. */
export async function LetterHelp({ otherWay }: { otherWay: ReactNode }) {
  const { help } = (await getWords()).verify;
  return (
    <Disclosure title={help.title}>
      <ul className="grid list-disc gap-1.5 ps-4.5 pbe-3.5 text-sm text-ink-soft">
        <li>{help.wait}</li>
        <li>{help.check}</li>
        <li>{otherWay}</li>
      </ul>
    </Disclosure>
  );
}
