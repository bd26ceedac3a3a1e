/** Runs once in each process that serves, before its first answer; Next calls it in development, server.mjs in production. */
export async function register(): Promise<void> {
  // The edge runtime has no database. A condition on this variable alone also keeps the import out of its bundle.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startServerParts } = await import("#server/parts");
    const { giveBrowserCookie } = await import("#session/browser-cookie");
    const { holdsSession } = await import("#session/cookies");
    const { endNews } = await import("#session/news");
    await startServerParts({
      browserCookie: giveBrowserCookie,
      endNews,
      holdsSession,
      // Not loaded before it is needed: it brings the words of all pages.
      refusalPage: async (reason, headers) => (await import("#app/_refused/refusal-page")).refusalPage(reason, headers),
    });
  }
}
