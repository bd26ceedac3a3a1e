import { randomBytes } from "node:crypto";
import { test as base, expect } from "@playwright/test";
import { type Mail, readMail } from "./mail";

export { expect };

export interface Person {
  name: string;
  email: string;
  password: string;
}

interface Fixtures {
  /** The address that the server sees this test come from; no other test has it. */
  address: string;
  /** Somebody who has no account yet. */
  newPerson: () => Person;
  /** What the server under test has mailed. */
  mail: Mail;
}

let addressesGiven = 0;

export const test = base.extend<Fixtures>({
  // Playwright closes the test's own browser alone: the pages of others would go on asking the server.
  context: async ({ context, browser }, use) => {
    await use(context);
    await Promise.all(browser.contexts().map((one) => one !== context && one.close()));
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
  address: async ({}, use, { workerIndex }) => {
    addressesGiven += 1;
    await use(`10.${workerIndex}.${addressesGiven >> 8}.${addressesGiven & 255}`);
  },
  extraHTTPHeaders: async ({ address }, use) => use({ "X-Forwarded-For": address }),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  newPerson: async ({}, use) => {
    await use(() => ({
      name: "Ada Lovelace",
      email: `ada.${randomBytes(6).toString("hex")}@example.com`,
      password: randomBytes(12).toString("base64url"),
    }));
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  mail: async ({}, use) => {
    await use(
      readMail(async (address, after) => {
        const answer = await fetch(`http://127.0.0.1:${process.env.E2E_MAIL_PORT}/letters/${encodeURIComponent(address)}?after=${after}`);
        return answer.json();
      }),
    );
  },
});
