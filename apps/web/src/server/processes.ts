/** One of how many server processes on this machine this is, behind one port; start.mjs says so. */
export interface ProcessGroup {
  count: number;
  /** Whether it is the one that tells the operator what is told once. */
  isFirst: boolean;
}

const KEY = Symbol.for("gatehouse.processes");

export function processGroup(): ProcessGroup {
  return (globalThis as { [KEY]?: ProcessGroup })[KEY] ?? { count: 1, isFirst: true };
}
