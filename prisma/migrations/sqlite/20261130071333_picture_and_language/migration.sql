-- AlterTable: in place, so that the table keeps its triggers
ALTER TABLE "User" ADD COLUMN "language" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "UserPicture" (
    "userId" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "bytes" BLOB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "UserPicture_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "UserPicture_key_key" ON "UserPicture"("key");
