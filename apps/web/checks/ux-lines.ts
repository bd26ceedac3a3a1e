import type { Part } from "./security-lines";

/** What we promise to whoever uses the pages. coverage.test.ts puts it together with the tests in apps/web/docs/ux.md. */
export const UX_PARTS: readonly Part[] = [
  {
    title: "Forms and password managers",
    lines: {
      U1: "Sign-in says which field is the account's name and which its present password.",
      U2: "A new password is marked as new, and the account's name stands in the same form.",
      U3: "A task is one form with one submit button; success leads to a page, failure stays.",
      U4: "The email field is of type email, in small letters and without a spell check; space around it is forgiven.",
      U5: "Passwords and codes can be pasted.",
      U6: "A password is shown by a button that says so, keeps focus and caret, and hides it again on submit.",
      U7: "A new password is typed once, because it can be shown.",
      U8: "The rule stands above the field before anything is typed, and is read out with it. A hint of strength follows, in words; it refuses nothing, and no kinds of characters are asked for.",
      U9: "Each field has a label in sight.",
      U10: "On phones what is typed has 16 px or more, and what is touched 44 px.",
    },
  },
  {
    title: "Errors and focus",
    lines: {
      U11: "An error stands beside its field, which refers to it and is marked as wrong.",
      U12: "A summary on top takes the focus and leads to each field; the page's title says that there is an error.",
      U13: "What was typed survives an error, except the password where the page is loaded anew.",
      U14: "Errors say what to do, and a refused sign-in does not say which half was wrong.",
      U15: "Fields are checked on submit, and from then on as they change.",
      U16: "Each step has one heading and a title of its own, and the focus starts there, or in the only field, which is read out with it.",
      U17: "What has happened is said in a polite live region.",
    },
  },
  {
    title: "Codes",
    lines: {
      U18: "Six digits are typed into one field that browsers fill in.",
      U19: "Spaces and dashes in a pasted code are taken, and a leading zero stays.",
      U20: "The sixth digit sends the form as an extra; the button works, and a wrong code is selected to be typed over.",
      U21: "The page shows where the code went, in full where the address was typed in this browser and else masked, and takes another address.",
      U22: "Another code can be asked for after a countdown, and the page says that it ends the one before.",
      U23: "The page shows how long a code works; wrong, expired and too many tries are told apart.",
      U24: "A letter's subject begins with the code, and no link in it acts by being opened.",
      U25: "Who got no letter is told where to look and what else to do.",
    },
  },
  {
    title: "Authenticators and recovery codes",
    lines: {
      U26: "The QR code has a text in its place, and is dark on white in both themes.",
      U27: "The key can be typed in groups of four, copied, or opened on the same phone.",
      U28: "The page says under which name the entry shows up in the app.",
      U29: "An authenticator counts once a code from it is confirmed; a wrong one hints at the phone's clock.",
      U30: "Recovery codes are copied, downloaded or printed, and shown once.",
      U31: "The second step offers a recovery code and other ways.",
      U32: "Turning an authenticator off takes a code from it, or of who has lost it other fresh proof, and is told by mail.",
      U87: "Who came in by a recovery code is told how many are left, and led on to another app.",
      U88: "Who has nothing left to take the second step with is told what to do, and whom to ask.",
    },
  },
  {
    title: "The whole way",
    lines: {
      U33: "Signing up, signing in, a new password and changing the account work without JavaScript, but for two things that the README names.",
      U34: "While a form is on its way its button keeps the focus and says so; sent twice, it counts once.",
      U35: "Reloading, going back and a second tab neither lose nor repeat a step.",
      U36: "There is no puzzle to solve.",
      U37: "Pages hold at 320 px, from right to left, with forced colours and with reduced motion, by day and by night.",
      U38: "A session's end is announced, and coming back leads to where one was, with what was typed.",
      U39: "Signing out is always at hand, and the account shows the last sign-in and all devices.",
      U40: "axe finds nothing serious, in any state, in both themes.",
      U83: "A changed email is what every page shows from then on, and whoever reads the former one can put it back by one button.",
      U84: "Every name that signs in is listed in the profile, and those beside the email can be removed there.",
      U85: "An account can be deleted where it is shown; the page says what happens when, and coming back keeps it and says so.",
      U86: "Everything that is stored of a person can be downloaded where the account is shown: one file, without secrets.",
      U140: "The second step can be left out in this browser for a while, by a box that is empty at first; the account lists such browsers, and each can be asked again.",
      U141: "The language of pages and letters is chosen in the profile, and goes with the account to every browser that has none of its own.",
      U142: "A picture is chosen, replaced and removed in the profile, and shown where the account says who one is.",
      U60: "A new account is asked at once to confirm its email, and may do so later: until then its page asks, and says what waits for it.",
      U61: "Who confirms the email of an account from elsewhere is told what had been set up before, why it stopped, and how to keep it.",
      U62: "Nobody waits for an email that never comes: an address without an account is mailed that, and how to get one.",
      U76: "What has been done is said to everybody, where it was done, and once: a page that is loaded again does not repeat it.",
      U77: "A switch says in words what is so now.",
      U78: "Each page has a title of its own, which says that there is an error without script too.",
      U79: "A page that does not know any more what was begun on it says why, and where to begin again.",
      U80: "The start page knows who is signed in, and its bar keeps its links on the narrowest phone.",
      U81: "Another language keeps what was typed, but for secrets, and the place on the page.",
      U82: "Every open page of the account notices when another tab signs out.",
      U100: "The history says what happened, with what and from where, wrong tries too: ten lines in the account, all of it on a page of its own.",
      U101: "Devices are told apart by program, address, first and last time, and by a name one may give them.",
      U102: "Who gets word of a sign-in that was not theirs signs every device out by one press, and goes on to a new password.",
    },
  },
  {
    title: "From page to page",
    lines: {
      U65: "An email is typed once: it is filled in at every other way in, at a reset, after it, and where another address is given.",
      U66: "A device remembers who has signed in on it, and forgets them by “Not you?”.",
      U67: "Who has been sent enough letters is told to use the newest, and by which ways they can go on now.",
      U68: "Every page that waits for a letter takes another address and says what to do when none comes.",
      U69: "A reset ends signed in, where the project allows it and one factor is enough, else at a sign-in that is filled in.",
    },
  },
];

/** Lines without a test, and why. */
export const UX_UNTESTED: Readonly<Record<string, string>> = {
  U36: "There is none in any form: limits by account and by address stand in its place.",
};

interface Judgement {
  /** In docs/pictures, as `pnpm pictures` takes them; the night's stand beside the day's. */
  picture: string;
  verdict: string;
}

/** What a test cannot say of a line, and eyes can. Look again when `pnpm pictures` has changed a picture. */
export const JUDGED: Readonly<Record<string, Judgement>> = {
  U10: { picture: "sign-in", verdict: "one column, fields and rows as tall as a thumb, nothing smaller than it reads well" },
  U11: { picture: "sign-up-error", verdict: "colour, sign and words agree, and each error stands between its label and its field" },
  U12: { picture: "sign-up-error", verdict: "the summary is the first thing seen, and says how many things there are" },
  U22: { picture: "code-wrong", verdict: "the waiting button looks like one that waits, and its note says what a new code does" },
  U23: { picture: "code-wrong", verdict: "the time left stands beside the label, and the wrong code is marked to be typed over" },
  U26: { picture: "authenticator", verdict: "dark on white with its quiet zone by night too, and large enough for a camera an arm away" },
  U30: { picture: "recovery-codes", verdict: "ten codes in one column that can be read aloud, and no way on before the box is ticked" },
  U35: { picture: "waiting", verdict: "the number is the one thing on the page, and the page says that it goes on by itself" },
  U39: { picture: "account-phone", verdict: "signing out and the last sign-in are in sight without scrolling" },
};
