import { showLicense } from "@repo/auth/management/license";
import { license } from "@repo/contract/management/license";
import { query, router } from "../trpc";
import { accessKeys } from "./access-key";
import { audits } from "./audit";
import { customAttributes } from "./custom-attribute";
import { jwts } from "./jwt";
import { passwords } from "./password";
import { permissions } from "./permission";
import { roles } from "./role";
import { tenants } from "./tenant";
import { testUsers } from "./test-user";
import { users } from "./user";
import { userCreation } from "./user-create";
import { userPasswords } from "./user-password";
import { userSearch } from "./user-search";
import { userChanges } from "./user-update";

/** What opens to a management key, a file for each area. Names are those of the SDKs. */
export const managementRouter = router({
  license: query(license, showLicense),
  user: router({ ...userCreation, ...users, ...userChanges, ...userSearch, ...userPasswords, ...testUsers, ...customAttributes }),
  tenant: router(tenants),
  role: router(roles),
  permission: router(permissions),
  accessKey: router(accessKeys),
  jwt: router(jwts),
  audit: router(audits),
  password: router(passwords),
});
