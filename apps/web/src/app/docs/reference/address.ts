/** Told when the operation in the address changes without a navigation. */
export const ADDRESS_NOTED = "gatehouse:address";

/** The operation that the page's address names after the `#`; undefined for none. */
export function operationInAddress(): string | undefined {
  try {
    return decodeURIComponent(location.hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}

/** Puts the operation into the address, or takes it out of it again. Leaves the history as it is. */
export function noteAddress(operationId: string, isShown: boolean): void {
  const isNoted = operationInAddress() === operationId;
  if (isShown === isNoted) return;
  history.replaceState(history.state, "", isShown ? `#${encodeURIComponent(operationId)}` : location.pathname);
  dispatchEvent(new Event(ADDRESS_NOTED));
}
