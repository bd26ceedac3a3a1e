/** What tabs of one browser tell each other. */
const CHANNEL = "session";

/** Tells the other tabs that this one has signed out. */
export function tellSignedOut(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("signedOut");
  channel.close();
}

/** Calls back when another tab has signed out, until the answer is called. */
export function onSignedOutElsewhere(run: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = run;
  return () => channel.close();
}
