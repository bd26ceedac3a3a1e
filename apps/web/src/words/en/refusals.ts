import type { ErrorCode } from "@repo/contract/errors";

/** What to say when the server refuses, and when it cannot be asked. */
export const refusalWords = {
  E062906: { title: "That email and password don’t match", text: "Check both and try again." },
  E062903: {
    title: "This password is locked",
    text: "There were too many wrong tries. Try again later, or choose a new one with “Forgot your password?”.",
  },
  E062909: { title: "This password has expired", text: "Choose a new one with “Forgot your password?”." },
  E062110: { title: "This account is turned off", text: "Ask {operators} to turn it on again." },
  E130429: { title: "Too many tries", text: "Wait {wait} before trying again." },
  /** Instead of E130429, where a letter was asked for and several have been sent. */
  letters: {
    title: "We have sent several emails",
    text: "Use the newest one; look in spam or promotions too. Another can be sent in {wait}.",
  },
  E061102: { title: "That code isn’t right", text: "Check it and try again." },
  E061103: { title: "Too many tries with this code", text: "It no longer works. Ask for a new one to go on." },
  E061104: { title: "This code has expired", text: "Ask for a new one and use it right away." },
  E062120: { title: "There is no authenticator app on this account", text: "Add one first." },
  E062125: { title: "This email belongs to another account", text: "Use another email, or sign in to that account instead." },
  E062130: {
    title: "You’re not signed in to the account that asked",
    text: "Nothing has changed. Sign in to that account here, or open this where it was asked for, then try again.",
  },
  E062131: { title: "Your sign-in isn’t finished", text: "Enter the code from your authenticator app, then try again." },
  // Said without script, after the confirmation: with one, the page asks for it and sends again by itself.
  E062132: { title: "Not done yet", text: "You have confirmed that it’s you. Do this once more." },
  E062133: { title: "Confirm your email first", text: "Codes and links by email count here once the account’s address is confirmed." },
  E062135: {
    title: "Confirm your email first",
    text: "Your account asks for it: then you can add an app, recovery codes and a second step.",
  },
  E112103: { title: "This is your only way to name the account", text: "It stays, so that you can sign in. Change your email instead." },
  E062136: { title: "There is nothing left to keep", text: "It is removed now. Set it up again in your account." },
  E062134: { title: "You’re acting in another’s name", text: "Only they can do this. End this session, then sign in as yourself." },
  E062503: { title: "Nobody has opened the link yet", text: "Open the email and choose your number." },
  E062504: { title: "This link no longer works", text: "It was used already, or it is too old. Ask for a new one." },
  E062505: { title: "Nobody was let in", text: "Whoever read the email said that it wasn’t them." },
  E062904: { title: "You used this password before", text: "Choose one that is new here." },
  E062907: { title: "This account can’t be reset by email", text: "Its email was never confirmed. Ask {operators}." },
  E064001: { title: "You have been signed out", text: "Sign in again to go on." },
  E064002: { title: "You have been signed out", text: "Sign in again to go on." },
  E061001: { title: "You are not signed in here", text: "Reload this page, then try again." },
  E010403: { title: "This page is out of date", text: "Reload it, then try again." },
  E010415: { title: "That didn’t arrive as it should", text: "Reload the page, then try again." },
  E010413: { title: "That is more than fits", text: "Shorten what you typed, then try again." },
  E010503: { title: "Our records can’t be reached just now", text: "Wait a moment, then try again. What you typed is kept." },
  E011001: { title: "Something you typed can’t be used", text: "Check each field, then try again." },
  E011003: { title: "Something you typed can’t be used", text: "Check each field, then try again." },
  E011004: { title: "Something you typed can’t be used", text: "Check each field, then try again." },
  offline: { title: "{app} can’t be reached", text: "Check your connection, then try again. What you typed is kept." },
  fallback: { title: "Something went wrong on our side", text: "Wait a moment, then try again. What you typed is kept." },
} as const satisfies Partial<Record<ErrorCode | "offline" | "fallback" | "letters", { title: string; text: string }>>;
