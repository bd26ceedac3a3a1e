/** The machine that the server runs on, as it names itself: what anybody sees who tries the app on their own. */
const LOOPBACK = /^(?:::1|(?:::ffff:)?127(?:\.\d{1,3}){3})$/i;

/** Whether somebody came from the computer that the server runs on. */
export function isThisComputer(address: string): boolean {
  return LOOPBACK.test(address);
}
