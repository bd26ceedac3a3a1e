import { exchangeAccessKey } from "@repo/auth/access-key/exchange";
import { accessKeyExchange as exchange } from "@repo/contract/access-key";
import { mutation } from "../trpc";

/** `accessKey`: what whoever holds one does with it. */
export const accessKeyExchange = { exchange: mutation(exchange, exchangeAccessKey) };
