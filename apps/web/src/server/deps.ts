import type { Server } from "./build";

const KEY = Symbol.for("gatehouse.deps");

/** The server of this process, built by whoever asks first. Throws when settings or database do not let it start; a later call tries again. */
export function getServer(): Promise<Server> {
  const holder = globalThis as { [KEY]?: Promise<Server> };
  holder[KEY] ??= import("./build")
    .then(({ buildServer }) => buildServer())
    .catch((error: unknown) => {
      delete holder[KEY];
      throw error;
    });
  return holder[KEY];
}
