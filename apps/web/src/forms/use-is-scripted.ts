import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** Whether the page's script runs: not on the server, nor until it has arrived. What only a script can undo waits for this. */
export function useIsScripted(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
