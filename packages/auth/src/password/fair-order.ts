/** Whose work it is: the client address and the account, each by a key. */
export type Owners = readonly string[];

/** In which order waiting work is done: that of whoever has had little comes first. */
export interface FairOrder {
  /** The place that the next piece of work of these owners would have: lower ones are done first. */
  next(owners: Owners): number;
  /** The same, and takes it: what the owners bring afterwards stands behind it. */
  take(owners: Owners): number;
  /** Work of this place is being done: whoever comes now stands no further in front of it. */
  reach(place: number): void;
}

/** After so much work, newcomers stand one place further back: those who keep coming would keep the others waiting for ever. */
const PIECES_PER_PLACE = 100;

/** Owners remembered before those whose work is done are forgotten. */
const OWNERS_MAX = 2000;

/**
 * Start-time fair queueing (Goyal, Vin, Cheng: SIGCOMM 1996) with pieces of one size: owners are served in turn, and each piece
 * stands behind the one before it of any of its owners.
 */
export function createFairOrder(): FairOrder {
  let reached = 0;
  const ends = new Map<string, number>();

  function next(owners: Owners): number {
    return Math.max(reached, ...owners.map((owner) => ends.get(owner) ?? 0));
  }

  function forgetServed(): void {
    for (const [owner, end] of ends) if (end <= reached) ends.delete(owner);
  }

  return {
    next,
    take(owners) {
      const place = next(owners);
      for (const owner of owners) ends.set(owner, place + 1);
      if (ends.size > OWNERS_MAX) forgetServed();
      return place;
    },
    reach(place) {
      reached = Math.max(reached + 1 / PIECES_PER_PLACE, place);
    },
  };
}
