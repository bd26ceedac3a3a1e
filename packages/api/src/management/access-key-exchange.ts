/** `accessKey`: what whoever holds one does with it. */
export const accessKeyExchange = {};
