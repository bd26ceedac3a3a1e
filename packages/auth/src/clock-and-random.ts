// What stands for time and chance, so that tests can decide both.

export interface Clock {
  now(): Date;
}

export interface Random {
  /** `length` bytes from a cryptographic source. */
  bytes(length: number): Uint8Array;
}
