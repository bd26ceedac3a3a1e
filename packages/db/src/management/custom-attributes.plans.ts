import type { Store } from "../store";

/** How each question of `custom-attributes.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const customAttributePlans = {
  list: ({ customAttributes }) => customAttributes.list(),
  create: ({ customAttributes }) =>
    customAttributes.create([
      {
        name: "seats",
        type: 2,
        displayName: "",
        options: [],
        defaultValue: undefined,
        viewPermissions: [],
        editPermissions: [],
        createdAt: new Date("2026-01-01T00:00:00Z"),
      },
    ]),
  remove: ({ customAttributes }) => customAttributes.remove(["tier", "plan"]),
  findByNames: ({ customAttributes }) => customAttributes.findByNames(["tier", "plan"]),
} satisfies { [Name in keyof Store["customAttributes"]]: (store: Store) => Promise<unknown> };
