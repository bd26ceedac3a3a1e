-- DropIndex
DROP INDEX "OutboxLetter_expiresAt_idx";

-- DropIndex
DROP INDEX "Session_userId_idx";

-- AlterTable
ALTER TABLE "TotpKey" ADD COLUMN "formerSteps" TEXT NOT NULL DEFAULT '[]';

-- CreateIndex
CREATE INDEX "Challenge_userId_idx" ON "Challenge"("userId");

-- CreateIndex
CREATE INDEX "Challenge_email_createdAt_idx" ON "Challenge"("email", "createdAt");

-- CreateIndex
CREATE INDEX "OutboxLetter_givenUpAt_idx" ON "OutboxLetter"("givenUpAt");

-- CreateIndex
CREATE INDEX "Session_userId_revokedAt_createdAt_idx" ON "Session"("userId", "revokedAt", "createdAt");

-- CreateIndex
CREATE INDEX "Session_revokedAt_idx" ON "Session"("revokedAt");

-- CreateIndex
CREATE INDEX "Role_tenantId_idx" ON "Role"("tenantId");
