/** Where nothing is. */
export const notFoundWords = {
  title: "Nothing at this address",
  text: "The link may be old, or a letter may be missing.",
  start: "Start page",
  startNote: "Where {app} begins",
  account: "Your account",
  accountNote: "Profile, ways to sign in, devices",
} as const;
