/**
 * Leaves for another page by a full navigation: who is signed in changes here, so nothing that was rendered or cached for the
 * person before may live on, and password managers take it as the sign that the form went through.
 * Never resolves: whatever waits for it stays pending until this page is gone.
 */
export function leaveFor(path: string): Promise<never> {
  // The Back button may bring this page back from memory as it was left, pending for ever.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  location.assign(path);
  return new Promise(() => {});
}
