/** For pages that the server shows before the app is asked: what was refused, then what to do. */
export const serverWords = {
  crossSite: {
    title: "We can’t tell that you sent this",
    text: "Another site may have, so we did nothing. If you meant to do it, open the page here and try again.",
  },
  malformed: {
    title: "This address doesn’t work",
    text: "It may have been cut off or mistyped. Check it, or begin at the start page.",
  },
  addressTooLong: {
    title: "This address is too long",
    text: "Check it, or begin at the start page.",
  },
  headersTooLarge: {
    title: "Your browser sends too many cookies",
    text: "Delete the cookies of this site in your browser’s settings, then open the page again. You will have to sign in again.",
  },
  tooLarge: {
    title: "That was too much at once",
    text: "We didn’t keep any of it. Go back, shorten what you typed or choose a smaller file, and send it again.",
  },
  tooOften: {
    title: "Too many requests",
    text: "Wait a minute, then try again.",
  },
  tooSlow: {
    title: "The connection is too slow",
    text: "Not all of your request arrived, so we did nothing. Try again.",
  },
  start: "Start page",
} as const;
