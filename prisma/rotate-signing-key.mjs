// Asks for a new signing key: `pnpm keys:rotate`. The running server makes it within ten minutes, publishes it at once and signs with it ten
// minutes later; the old key stays published until its last token has ended. Nobody is signed out.
import { connectDatabase, loadSettings } from "./command.mjs";

loadSettings();
const database = await connectDatabase();
const changes = await database.run(
  'UPDATE "SigningKey" SET "replaceAt" = ? WHERE "replaceAt" IS NULL AND "kid" = (SELECT "kid" FROM "SigningKey" ORDER BY "createdAt" DESC LIMIT 1)',
  new Date().toISOString(),
);
await database.close();
console.log(
  changes === 1
    ? "Asked for a new signing key; the running server makes it within ten minutes."
    : "A new signing key is asked for already.",
);
