-- AlterTable
ALTER TABLE "LoginId" ADD COLUMN "provenAt" DATETIME;

-- Whether an account had proven an address that it moved from is not known: those that have proven one now go on getting letters.
UPDATE "LoginId" SET "provenAt" = (SELECT "modifiedAt" FROM "User" WHERE "User"."id" = "userId")
WHERE "loginId" LIKE '%@%' AND EXISTS (SELECT 1 FROM "User" WHERE "User"."id" = "userId" AND "verifiedEmail");
