import type { Cases } from "./case";

const withInput = (input: object): Cases[string][number]["arrange"] => {
  return async (world) => ({ input, credential: (await world.signUp()).credential });
};

/** One point. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

export const profileCases: Cases = {
  "profile.update": [
    {
      name: "changes what is said, as far as users change it, and knows no other field",
      arrange: withInput({ name: "Ada Lovelace", phone: "+1 555 0100", verifiedPhone: true, status: "disabled" }),
      expected: { body: {} },
    },
    { name: "empties a field", arrange: withInput({ name: "", phone: "" }), expected: { body: {} } },
    { name: "changes nothing where nothing is said", arrange: withInput({}), expected: { body: {} } },
    { name: "refuses a name that is too long", arrange: withInput({ name: "x".repeat(201) }), expected: { code: "E011003" } },
    { name: "refuses what is no text", arrange: withInput({ familyName: { first: "Ada" } }), expected: { code: "E011003" } },
    { name: "refuses what is no phone number", arrange: withInput({ phone: "call me" }), expected: { code: "E011003" } },
    { name: "takes the language of letters", arrange: withInput({ language: "pt-BR" }), expected: { body: {} } },
    { name: "refuses what is no language tag", arrange: withInput({ language: "de;q=1" }), expected: { code: "E011003" } },
  ],
  "profile.mine": [{ name: "tells what was never said", arrange: withInput({}), expected: { body: { language: "", picture: null } } }],
  "profile.setPicture": [
    { name: "shows a picture", arrange: withInput({ picture: PNG }), expected: { body: {} } },
    { name: "refuses another kind of file", arrange: withInput({ picture: btoa("<svg/>") }), expected: { code: "E011003" } },
    { name: "refuses half of a picture", arrange: withInput({ picture: PNG.slice(0, 48) }), expected: { code: "E062137" } },
  ],
  "profile.removePicture": [{ name: "removes what there is, or nothing", arrange: withInput({}), expected: { body: {} } }],
};
