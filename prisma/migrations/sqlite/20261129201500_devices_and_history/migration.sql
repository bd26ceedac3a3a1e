-- CreateTable
CREATE TABLE "DeviceName" (
    "userId" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "namedAt" DATETIME NOT NULL,

    PRIMARY KEY ("userId", "deviceId"),
    CONSTRAINT "DeviceName_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Session" ADD COLUMN "deviceId" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Session" ADD COLUMN "deviceSince" DATETIME;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN "userAgent" TEXT NOT NULL DEFAULT '';
ALTER TABLE "AuditEvent" ADD COLUMN "deviceMark" TEXT NOT NULL DEFAULT '';

-- Which of them are of one browser is not known.
UPDATE "Session" SET "deviceId" = "id";

-- CreateIndex
CREATE INDEX "DeviceName_namedAt_idx" ON "DeviceName"("namedAt");

-- CreateIndex
CREATE INDEX "Session_userId_deviceId_idx" ON "Session"("userId", "deviceId");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_occurredAt_id_idx" ON "AuditEvent"("userId", "occurredAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_deviceMark_idx" ON "AuditEvent"("userId", "deviceMark");
