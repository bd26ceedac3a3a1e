import { describe, expect, it } from "vitest";
import { fill } from "./fill";
import { languages, wordsIn } from "./languages";
import { nameOperators } from "./operators";

describe.each(languages)("whom to ask for help, in %s", (language) => {
  it.each(["help@northfold.example", "https://northfold.example/help"])("U88: is named with %s, wherever that is asked", (contact) => {
    const { refusals, lostPhone, confirm } = nameOperators(wordsIn(language), contact);

    for (const phrase of [refusals.E062110.text, refusals.E062907.text, lostPhone.ask.text, confirm.nothingLeft]) {
      expect(fill(phrase, {})).toContain(`Gatehouse (${contact})`);
    }
  });

  it("is named without a contact where there is none", () => {
    const { refusals } = nameOperators(wordsIn(language), "");

    expect(fill(refusals.E062110.text, {})).toMatch(/Gatehouse[^(]*$/);
  });

  it("changes nothing else", () => {
    const before = wordsIn(language);
    const { operators: _operators, ...named } = nameOperators(before, "help@northfold.example");

    expect(named.signIn).toEqual(before.signIn);
    expect(JSON.stringify(named)).not.toContain('["operators"]');
    expect(JSON.parse(JSON.stringify(named))).toStrictEqual(named);
  });
});
