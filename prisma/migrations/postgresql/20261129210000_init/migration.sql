-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "givenName" TEXT NOT NULL DEFAULT '',
    "middleName" TEXT NOT NULL DEFAULT '',
    "familyName" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "verifiedEmail" BOOLEAN NOT NULL DEFAULT false,
    "verifiedPhone" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'enabled',
    "picture" TEXT NOT NULL DEFAULT '',
    "test" BOOLEAN NOT NULL DEFAULT false,
    "customAttributes" JSONB NOT NULL DEFAULT '{}',
    "ssoAppIds" JSONB NOT NULL DEFAULT '[]',
    "recoveryEmail" TEXT NOT NULL DEFAULT '',
    "recoveryPhone" TEXT NOT NULL DEFAULT '',
    "verifiedRecoveryEmail" BOOLEAN NOT NULL DEFAULT false,
    "verifiedRecoveryPhone" BOOLEAN NOT NULL DEFAULT false,
    "scim" BOOLEAN NOT NULL DEFAULT false,
    "secondFactor" BOOLEAN NOT NULL DEFAULT false,
    "consentExpiresAt" TIMESTAMP(3),
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "firstSeenAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "modifiedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserText" (
    "id" SERIAL NOT NULL,
    "userId" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "UserText_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LoginId" (
    "loginId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "provenAt" TIMESTAMP(3),

    CONSTRAINT "LoginId_pkey" PRIMARY KEY ("loginId")
);

-- CreateTable
CREATE TABLE "AccountDeletion" (
    "userId" TEXT NOT NULL,
    "askedAt" TIMESTAMP(3) NOT NULL,
    "eraseAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AccountDeletion_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "EmailUndo" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "loginIds" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "EmailUndo_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Password" (
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "mustChange" BOOLEAN NOT NULL DEFAULT false,
    "failedCount" INTEGER NOT NULL DEFAULT 0,
    "lockedUntil" TIMESTAMP(3),
    "lockedAt" TIMESTAMP(3),

    CONSTRAINT "Password_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "PasswordHistory" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "replacedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PasswordHistory_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TotpKey" (
    "userId" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "lastStep" INTEGER NOT NULL DEFAULT 0,
    "formerSteps" TEXT NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "TotpKey_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "RecoveryCode" (
    "digest" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "RecoveryCode_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "Challenge" (
    "id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "loginId" TEXT NOT NULL,
    "slot" TEXT,
    "userId" TEXT,
    "email" TEXT NOT NULL DEFAULT '',
    "digest" TEXT NOT NULL DEFAULT '',
    "sealedKey" TEXT NOT NULL DEFAULT '',
    "details" TEXT NOT NULL DEFAULT '{}',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "attemptsMax" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "generated" BOOLEAN NOT NULL DEFAULT false,
    "pendingRef" TEXT,
    "approvedAt" TIMESTAMP(3),

    CONSTRAINT "Challenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OutboxLetter" (
    "id" TEXT NOT NULL,
    "sealedLetter" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "nextTryAt" TIMESTAMP(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "deliveredAt" TIMESTAMP(3),
    "givenUpAt" TIMESTAMP(3),
    "failure" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "OutboxLetter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT 'signIn',
    "methods" TEXT NOT NULL,
    "tenantId" TEXT,
    "clientClaims" TEXT NOT NULL DEFAULT '{}',
    "trustedClaims" TEXT NOT NULL DEFAULT '{}',
    "userAgent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "refreshSerial" INTEGER NOT NULL DEFAULT 0,
    "refreshIssuedAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "authenticatedAt" TIMESTAMP(3) NOT NULL,
    "lastUsedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "revokedAt" TIMESTAMP(3),
    "actorId" TEXT,
    "deviceId" TEXT NOT NULL DEFAULT '',
    "deviceSince" TIMESTAMP(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeviceName" (
    "userId" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "namedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DeviceName_pkey" PRIMARY KEY ("userId","deviceId")
);

-- CreateTable
CREATE TABLE "SigningKey" (
    "kid" TEXT NOT NULL,
    "slot" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "activeAt" TIMESTAMP(3) NOT NULL,
    "replaceAt" TIMESTAMP(3),

    CONSTRAINT "SigningKey_pkey" PRIMARY KEY ("kid")
);

-- CreateTable
CREATE TABLE "Budget" (
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "count" INTEGER NOT NULL DEFAULT 0,
    "windowAt" TIMESTAMP(3) NOT NULL,
    "blockedUntil" TIMESTAMP(3),
    "expiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Budget_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL DEFAULT '',
    "action" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT 'info',
    "actorId" TEXT NOT NULL DEFAULT '',
    "occurredAt" TIMESTAMP(3) NOT NULL,
    "device" TEXT NOT NULL DEFAULT 'Unknown',
    "method" TEXT NOT NULL DEFAULT '',
    "geo" TEXT NOT NULL DEFAULT '',
    "remoteAddress" TEXT NOT NULL DEFAULT '',
    "externalIds" JSONB NOT NULL DEFAULT '[]',
    "tenants" JSONB NOT NULL DEFAULT '[]',
    "data" TEXT NOT NULL DEFAULT '{}',
    "userAgent" TEXT NOT NULL DEFAULT '',
    "deviceMark" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tenant" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "customAttributes" TEXT NOT NULL DEFAULT '{}',
    "selfProvisioningDomains" TEXT NOT NULL DEFAULT '[]',
    "domains" TEXT NOT NULL DEFAULT '[]',
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "enforceSSO" BOOLEAN NOT NULL DEFAULT false,
    "enforceSSOExclusions" TEXT NOT NULL DEFAULT '[]',
    "authType" TEXT NOT NULL DEFAULT 'none',
    "roleInheritance" TEXT NOT NULL DEFAULT '',
    "settings" TEXT NOT NULL DEFAULT '{}',
    "parentId" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TenantDefaultRole" (
    "tenantId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    CONSTRAINT "TenantDefaultRole_pkey" PRIMARY KEY ("tenantId","roleId")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "tenantId" TEXT,
    "scope" TEXT NOT NULL DEFAULT 'project',
    "isDefault" BOOLEAN NOT NULL DEFAULT false,
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Permission" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "systemDefault" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Permission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RolePermission" (
    "roleId" TEXT NOT NULL,
    "permissionId" TEXT NOT NULL,

    CONSTRAINT "RolePermission_pkey" PRIMARY KEY ("roleId","permissionId")
);

-- CreateTable
CREATE TABLE "UserRole" (
    "userId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    CONSTRAINT "UserRole_pkey" PRIMARY KEY ("userId","roleId")
);

-- CreateTable
CREATE TABLE "UserTenant" (
    "userId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,

    CONSTRAINT "UserTenant_pkey" PRIMARY KEY ("userId","tenantId")
);

-- CreateTable
CREATE TABLE "UserTenantRole" (
    "userId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    CONSTRAINT "UserTenantRole_pkey" PRIMARY KEY ("userId","tenantId","roleId")
);

-- CreateTable
CREATE TABLE "CustomAttribute" (
    "name" TEXT NOT NULL,
    "type" INTEGER NOT NULL,
    "displayName" TEXT NOT NULL DEFAULT '',
    "options" TEXT NOT NULL DEFAULT '[]',
    "defaultValue" TEXT,
    "viewPermissions" TEXT NOT NULL DEFAULT '[]',
    "editPermissions" TEXT NOT NULL DEFAULT '[]',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CustomAttribute_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "PasswordSettings" (
    "scope" TEXT NOT NULL,
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
    "modifiedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "PasswordSettings_pkey" PRIMARY KEY ("scope")
);

-- CreateTable
CREATE TABLE "ManagementKey" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "ManagementKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessKey" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "digest" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'active',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "modifiedAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3),
    "createdBy" TEXT NOT NULL DEFAULT '',
    "clientId" TEXT NOT NULL DEFAULT '',
    "boundUserId" TEXT,
    "inherits" BOOLEAN NOT NULL DEFAULT false,
    "customClaims" TEXT NOT NULL DEFAULT '{}',
    "permittedIps" TEXT NOT NULL DEFAULT '[]',
    "customAttributes" JSONB NOT NULL DEFAULT '{}',
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "AccessKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessKeyRole" (
    "accessKeyId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    CONSTRAINT "AccessKeyRole_pkey" PRIMARY KEY ("accessKeyId","roleId")
);

-- CreateTable
CREATE TABLE "AccessKeyTenant" (
    "accessKeyId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,

    CONSTRAINT "AccessKeyTenant_pkey" PRIMARY KEY ("accessKeyId","tenantId")
);

-- CreateTable
CREATE TABLE "AccessKeyTenantRole" (
    "accessKeyId" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,

    CONSTRAINT "AccessKeyTenantRole_pkey" PRIMARY KEY ("accessKeyId","tenantId","roleId")
);

-- CreateTable
CREATE TABLE "Note" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "User_email_id_test_anonymous_idx" ON "User"("email", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_phone_id_test_anonymous_idx" ON "User"("phone", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_name_id_test_anonymous_idx" ON "User"("name", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_status_id_test_anonymous_idx" ON "User"("status", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_createdAt_id_test_anonymous_idx" ON "User"("createdAt", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_modifiedAt_id_test_anonymous_idx" ON "User"("modifiedAt", "id", "test", "anonymous");

-- CreateIndex
CREATE INDEX "User_test_idx" ON "User"("test");

-- CreateIndex
CREATE INDEX "User_anonymous_idx" ON "User"("anonymous");

-- CreateIndex
CREATE UNIQUE INDEX "UserText_userId_key" ON "UserText"("userId");

-- CreateIndex
CREATE INDEX "LoginId_userId_idx" ON "LoginId"("userId");

-- CreateIndex
CREATE INDEX "AccountDeletion_eraseAt_idx" ON "AccountDeletion"("eraseAt");

-- CreateIndex
CREATE INDEX "EmailUndo_userId_idx" ON "EmailUndo"("userId");

-- CreateIndex
CREATE INDEX "EmailUndo_expiresAt_idx" ON "EmailUndo"("expiresAt");

-- CreateIndex
CREATE INDEX "PasswordHistory_userId_replacedAt_idx" ON "PasswordHistory"("userId", "replacedAt");

-- CreateIndex
CREATE INDEX "RecoveryCode_userId_idx" ON "RecoveryCode"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Challenge_slot_key" ON "Challenge"("slot");

-- CreateIndex
CREATE UNIQUE INDEX "Challenge_pendingRef_key" ON "Challenge"("pendingRef");

-- CreateIndex
CREATE INDEX "Challenge_loginId_idx" ON "Challenge"("loginId");

-- CreateIndex
CREATE INDEX "Challenge_userId_idx" ON "Challenge"("userId");

-- CreateIndex
CREATE INDEX "Challenge_email_createdAt_idx" ON "Challenge"("email", "createdAt");

-- CreateIndex
CREATE INDEX "Challenge_expiresAt_idx" ON "Challenge"("expiresAt");

-- CreateIndex
CREATE INDEX "OutboxLetter_deliveredAt_givenUpAt_nextTryAt_idx" ON "OutboxLetter"("deliveredAt", "givenUpAt", "nextTryAt");

-- CreateIndex
CREATE INDEX "OutboxLetter_givenUpAt_idx" ON "OutboxLetter"("givenUpAt");

-- CreateIndex
CREATE INDEX "Session_userId_revokedAt_createdAt_idx" ON "Session"("userId", "revokedAt", "createdAt");

-- CreateIndex
CREATE INDEX "Session_userId_deviceId_idx" ON "Session"("userId", "deviceId");

-- CreateIndex
CREATE INDEX "DeviceName_namedAt_idx" ON "DeviceName"("namedAt");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_occurredAt_id_idx" ON "AuditEvent"("userId", "occurredAt", "id");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_deviceMark_idx" ON "AuditEvent"("userId", "deviceMark");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Session_revokedAt_idx" ON "Session"("revokedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SigningKey_slot_key" ON "SigningKey"("slot");

-- CreateIndex
CREATE INDEX "Budget_expiresAt_idx" ON "Budget"("expiresAt");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_action_occurredAt_idx" ON "AuditEvent"("userId", "action", "occurredAt");

-- CreateIndex
CREATE INDEX "AuditEvent_action_occurredAt_idx" ON "AuditEvent"("action", "occurredAt");

-- CreateIndex
CREATE INDEX "AuditEvent_occurredAt_idx" ON "AuditEvent"("occurredAt");

-- CreateIndex
CREATE INDEX "Tenant_name_idx" ON "Tenant"("name");

-- CreateIndex
CREATE INDEX "Tenant_parentId_idx" ON "Tenant"("parentId");

-- CreateIndex
CREATE INDEX "TenantDefaultRole_roleId_idx" ON "TenantDefaultRole"("roleId");

-- CreateIndex
CREATE INDEX "Role_name_idx" ON "Role"("name");

-- CreateIndex
CREATE INDEX "Role_tenantId_idx" ON "Role"("tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "Role_scope_name_key" ON "Role"("scope", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Permission_name_key" ON "Permission"("name");

-- CreateIndex
CREATE INDEX "RolePermission_permissionId_idx" ON "RolePermission"("permissionId");

-- CreateIndex
CREATE INDEX "UserRole_roleId_idx" ON "UserRole"("roleId");

-- CreateIndex
CREATE INDEX "UserTenant_tenantId_idx" ON "UserTenant"("tenantId");

-- CreateIndex
CREATE INDEX "UserTenantRole_roleId_idx" ON "UserTenantRole"("roleId");

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
CREATE INDEX "Note_userId_createdAt_idx" ON "Note"("userId", "createdAt");

-- AddForeignKey
ALTER TABLE "UserText" ADD CONSTRAINT "UserText_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LoginId" ADD CONSTRAINT "LoginId_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccountDeletion" ADD CONSTRAINT "AccountDeletion_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailUndo" ADD CONSTRAINT "EmailUndo_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Password" ADD CONSTRAINT "Password_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordHistory" ADD CONSTRAINT "PasswordHistory_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TotpKey" ADD CONSTRAINT "TotpKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RecoveryCode" ADD CONSTRAINT "RecoveryCode_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeviceName" ADD CONSTRAINT "DeviceName_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tenant" ADD CONSTRAINT "Tenant_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Tenant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TenantDefaultRole" ADD CONSTRAINT "TenantDefaultRole_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TenantDefaultRole" ADD CONSTRAINT "TenantDefaultRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RolePermission" ADD CONSTRAINT "RolePermission_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RolePermission" ADD CONSTRAINT "RolePermission_permissionId_fkey" FOREIGN KEY ("permissionId") REFERENCES "Permission"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserRole" ADD CONSTRAINT "UserRole_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserRole" ADD CONSTRAINT "UserRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserTenant" ADD CONSTRAINT "UserTenant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserTenant" ADD CONSTRAINT "UserTenant_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserTenantRole" ADD CONSTRAINT "UserTenantRole_userId_tenantId_fkey" FOREIGN KEY ("userId", "tenantId") REFERENCES "UserTenant"("userId", "tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserTenantRole" ADD CONSTRAINT "UserTenantRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PasswordSettings" ADD CONSTRAINT "PasswordSettings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKey" ADD CONSTRAINT "AccessKey_boundUserId_fkey" FOREIGN KEY ("boundUserId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyRole" ADD CONSTRAINT "AccessKeyRole_accessKeyId_fkey" FOREIGN KEY ("accessKeyId") REFERENCES "AccessKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyRole" ADD CONSTRAINT "AccessKeyRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyTenant" ADD CONSTRAINT "AccessKeyTenant_accessKeyId_fkey" FOREIGN KEY ("accessKeyId") REFERENCES "AccessKey"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyTenant" ADD CONSTRAINT "AccessKeyTenant_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyTenantRole" ADD CONSTRAINT "AccessKeyTenantRole_accessKeyId_tenantId_fkey" FOREIGN KEY ("accessKeyId", "tenantId") REFERENCES "AccessKeyTenant"("accessKeyId", "tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessKeyTenantRole" ADD CONSTRAINT "AccessKeyTenantRole_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Note" ADD CONSTRAINT "Note_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say. The columns of JSON above that are searched are JSONB, which the schema calls String: it is read and written as text.
-- Here are the text that users are sought by, and the triggers that keep it. Nobody without a login ID is looked for.
CREATE VIEW "UserTextSource" AS
SELECT "id" AS "userId", concat_ws(chr(10), "email", "phone", "name", "givenName", "middleName", "familyName",
    (SELECT string_agg("loginId", chr(10)) FROM "LoginId" WHERE "userId" = "User"."id")) AS "text"
FROM "User"
WHERE EXISTS (SELECT 1 FROM "LoginId" WHERE "userId" = "User"."id");

CREATE FUNCTION "LoginId_text_insert"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO "UserText"("userId", "text") SELECT "userId", "text" FROM "UserTextSource" WHERE "userId" = NEW."userId"
    ON CONFLICT ("userId") DO UPDATE SET "text" = excluded."text";
    RETURN NULL;
END $$;

-- Finds no source where the login ID goes with its user: then the text goes too.
CREATE FUNCTION "LoginId_text_change"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE "UserText" SET "text" = "source"."text" FROM "UserTextSource" AS "source"
    WHERE "UserText"."userId" = OLD."userId" AND "source"."userId" = OLD."userId";
    RETURN NULL;
END $$;

CREATE FUNCTION "User_text_update"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    UPDATE "UserText" SET "text" = "source"."text" FROM "UserTextSource" AS "source"
    WHERE "UserText"."userId" = NEW."id" AND "source"."userId" = NEW."id";
    RETURN NULL;
END $$;

CREATE TRIGGER "LoginId_text_insert" AFTER INSERT ON "LoginId" FOR EACH ROW EXECUTE FUNCTION "LoginId_text_insert"();

CREATE TRIGGER "LoginId_text_update" AFTER UPDATE OF "loginId" ON "LoginId" FOR EACH ROW
    WHEN (NEW."loginId" <> OLD."loginId") EXECUTE FUNCTION "LoginId_text_change"();

CREATE TRIGGER "LoginId_text_delete" AFTER DELETE ON "LoginId" FOR EACH ROW EXECUTE FUNCTION "LoginId_text_change"();

CREATE TRIGGER "User_text_update" AFTER UPDATE OF "email", "phone", "name", "givenName", "middleName", "familyName" ON "User" FOR EACH ROW
    WHEN ((NEW."email", NEW."phone", NEW."name", NEW."givenName", NEW."middleName", NEW."familyName")
        IS DISTINCT FROM (OLD."email", OLD."phone", OLD."name", OLD."givenName", OLD."middleName", OLD."familyName"))
    EXECUTE FUNCTION "User_text_update"();

-- The index of trigrams, where the server has the extension and lets the owner of a database add it: nearly every one does. Without it a
-- search by text reads every user's.
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX "UserText_text_idx" ON "UserText" USING gin ("text" gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'No index for searching users by text: %', SQLERRM;
END $$;
