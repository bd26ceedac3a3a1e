/** How long before its end the owner of a session is told. WCAG 2.2.1 asks for 20 seconds at least. */
export const WARNING_SECONDS = 120;

/** A computer that slept has not counted: the page looks at the clock this often at least. */
const LOOK_SECONDS = 60;
/** Where the server could not be asked, or says that it is not quite time, it is not asked again at once. */
const RETRY_SECONDS = 5;

/** Whether a session with so many seconds left is about to end, or has ended. */
export function isNear(secondsLeft: number): boolean {
  return secondsLeft <= WARNING_SECONDS;
}

/** In how many seconds to look again: when there may be something new to say, or sooner. */
export function secondsUntilLook(secondsLeft: number): number {
  const untilNews = isNear(secondsLeft) ? secondsLeft : secondsLeft - WARNING_SECONDS;
  return Math.min(LOOK_SECONDS, Math.max(RETRY_SECONDS, untilNews));
}
