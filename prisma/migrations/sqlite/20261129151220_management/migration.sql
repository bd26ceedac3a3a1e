-- AlterTable
ALTER TABLE "Session" ADD COLUMN "actorId" TEXT;

-- CreateTable
CREATE TABLE "TenantDefaultRole" (
    "tenantId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    PRIMARY KEY ("tenantId", "roleId"),
    CONSTRAINT "TenantDefaultRole_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "TenantDefaultRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CustomAttribute" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "type" INTEGER NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "options" TEXT NOT NULL DEFAULT '[]',
    "defaultValue" TEXT,
    "viewPermissions" TEXT NOT NULL DEFAULT '[]',
    "editPermissions" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "PasswordSettings" (
    "scope" TEXT NOT NULL PRIMARY KEY,
    "tenantId" TEXT,
    "enabled" BOOLEAN NOT NULL,
    "minLength" INTEGER NOT NULL,
    "lowercase" BOOLEAN NOT NULL,
    "uppercase" BOOLEAN NOT NULL,
    "number" BOOLEAN NOT NULL,
    "nonAlphanumeric" BOOLEAN NOT NULL,
    "expiration" BOOLEAN NOT NULL,
    "expirationWeeks" INTEGER NOT NULL,
    "reuse" BOOLEAN NOT NULL,
    "reuseAmount" INTEGER NOT NULL,
    "lock" BOOLEAN NOT NULL,
    "lockAttempts" INTEGER NOT NULL,
    "tempLock" BOOLEAN NOT NULL,
    "tempLockAttempts" INTEGER NOT NULL,
    "tempLockDuration" INTEGER NOT NULL,
    "enablePasswordStrength" BOOLEAN NOT NULL,
    "passwordStrengthScore" INTEGER NOT NULL,
    "modifiedAt" DATETIME NOT NULL,
    CONSTRAINT "PasswordSettings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ManagementKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME
);

-- CreateTable
CREATE TABLE "AccessKey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "digest" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "createdAt" DATETIME NOT NULL,
    "modifiedAt" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "createdBy" TEXT NOT NULL DEFAULT '',
    "clientId" TEXT NOT NULL DEFAULT '',
    "boundUserId" TEXT,
    "inherits" BOOLEAN NOT NULL DEFAULT false,
    "customClaims" TEXT NOT NULL DEFAULT '{}',
    "permittedIps" TEXT NOT NULL DEFAULT '[]',
    "customAttributes" TEXT NOT NULL DEFAULT '{}',
    "lastUsedAt" DATETIME,
    CONSTRAINT "AccessKey_boundUserId_fkey" FOREIGN KEY ("boundUserId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccessKeyRole" (
    "accessKeyId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    PRIMARY KEY ("accessKeyId", "roleId"),
    CONSTRAINT "AccessKeyRole_accessKeyId_fkey" FOREIGN KEY ("accessKeyId") REFERENCES "AccessKey" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AccessKeyRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccessKeyTenant" (
    "accessKeyId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,

    PRIMARY KEY ("accessKeyId", "tenantId"),
    CONSTRAINT "AccessKeyTenant_accessKeyId_fkey" FOREIGN KEY ("accessKeyId") REFERENCES "AccessKey" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AccessKeyTenant_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AccessKeyTenantRole" (
    "accessKeyId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    PRIMARY KEY ("accessKeyId", "tenantId", "roleId"),
    CONSTRAINT "AccessKeyTenantRole_accessKeyId_tenantId_fkey" FOREIGN KEY ("accessKeyId", "tenantId") REFERENCES "AccessKeyTenant" ("accessKeyId", "tenantId") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AccessKeyTenantRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "User" ADD COLUMN "consentExpiresAt" DATETIME;
ALTER TABLE "User" ADD COLUMN "anonymous" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Password" ADD COLUMN "failedCount" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "Password" ADD COLUMN "lockedUntil" DATETIME;
ALTER TABLE "Password" ADD COLUMN "lockedAt" DATETIME;

-- AlterTable
ALTER TABLE "Challenge" ADD COLUMN "generated" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Tenant" ADD COLUMN "domains" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "Tenant" ADD COLUMN "disabled" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Tenant" ADD COLUMN "enforceSSO" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Tenant" ADD COLUMN "enforceSSOExclusions" TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "Tenant" ADD COLUMN "authType" TEXT NOT NULL DEFAULT 'none';
ALTER TABLE "Tenant" ADD COLUMN "roleInheritance" TEXT NOT NULL DEFAULT '';
ALTER TABLE "Tenant" ADD COLUMN "settings" TEXT NOT NULL DEFAULT '{}';
ALTER TABLE "Tenant" ADD COLUMN "parentId" TEXT REFERENCES "Tenant" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Role" ADD COLUMN "isDefault" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Role" ADD COLUMN "isPrivate" BOOLEAN NOT NULL DEFAULT false;

-- CreateIndex
CREATE INDEX "User_name_idx" ON "User"("name");

-- CreateIndex
CREATE INDEX "User_status_idx" ON "User"("status");

-- CreateIndex
CREATE INDEX "User_test_idx" ON "User"("test");

-- CreateIndex
CREATE INDEX "User_modifiedAt_idx" ON "User"("modifiedAt");

-- CreateIndex
CREATE INDEX "Tenant_name_idx" ON "Tenant"("name");

-- CreateIndex
CREATE INDEX "Tenant_parentId_idx" ON "Tenant"("parentId");

-- CreateIndex
CREATE INDEX "Role_name_idx" ON "Role"("name");

-- CreateIndex
CREATE INDEX "TenantDefaultRole_roleId_idx" ON "TenantDefaultRole"("roleId");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordSettings_tenantId_key" ON "PasswordSettings"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "ManagementKey_name_key" ON "ManagementKey"("name");

-- CreateIndex
CREATE UNIQUE INDEX "ManagementKey_digest_key" ON "ManagementKey"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "AccessKey_digest_key" ON "AccessKey"("digest");

-- CreateIndex
CREATE INDEX "AccessKey_boundUserId_idx" ON "AccessKey"("boundUserId");

-- CreateIndex
CREATE INDEX "AccessKey_createdBy_idx" ON "AccessKey"("createdBy");

-- CreateIndex
CREATE INDEX "AccessKey_createdAt_idx" ON "AccessKey"("createdAt");

-- CreateIndex
CREATE INDEX "AccessKeyRole_roleId_idx" ON "AccessKeyRole"("roleId");

-- CreateIndex
CREATE INDEX "AccessKeyTenant_tenantId_idx" ON "AccessKeyTenant"("tenantId");

-- CreateIndex
CREATE INDEX "AccessKeyTenantRole_roleId_idx" ON "AccessKeyTenantRole"("roleId");

-- CreateIndex
CREATE INDEX "AuditEvent_action_occurredAt_idx" ON "AuditEvent"("action", "occurredAt");
