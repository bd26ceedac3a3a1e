ALTER TABLE "Tenant" ADD COLUMN "selfProvisioningDomains" TEXT NOT NULL DEFAULT '[]';
