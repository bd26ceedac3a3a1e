import { accountDeletionQueries } from "./account-deletions";
import { auditQueries } from "./audit";
import { budgetQueries } from "./budgets";
import { challengeQueries } from "./challenges";
import type { Database, Db } from "./client";
import { emailUndoQueries } from "./email-undos";
import { factorQueries } from "./factors";
import { housekeepingQueries } from "./housekeeping";
import { accessKeyQueries } from "./management/access-keys";
import { auditSearchQueries } from "./management/audit-search";
import { customAttributeQueries } from "./management/custom-attributes";
import { passwordSettingsQueries } from "./management/password-settings";
import { permissionQueries } from "./management/permissions";
import { roleQueries } from "./management/roles";
import { tenantQueries } from "./management/tenants";
import { testUserQueries } from "./management/test-users";
import { userChangeQueries } from "./management/user-changes";
import { userRemovalQueries } from "./management/user-removal";
import { userSearchQueries } from "./management/user-search";
import { managementKeyQueries } from "./management-keys";
import { outboxQueries } from "./outbox";
import { personalDataQueries } from "./personal-data";
import { sessionQueries } from "./sessions";
import { setAsideQueries } from "./set-aside";
import { signingKeyQueries } from "./signing-keys";
import type { Sql } from "./sql";
import { trustedDeviceQueries } from "./trusted-devices";
import { userPictureQueries } from "./user-pictures";
import { userQueries } from "./users";

function queries(db: Db, sql: Sql) {
  return {
    users: userQueries(db, sql),
    sessions: sessionQueries(db, sql),
    budgets: budgetQueries(sql),
    signingKeys: signingKeyQueries(db),
    challenges: challengeQueries(db, sql),
    outbox: outboxQueries(sql),
    factors: factorQueries(sql),
    emailUndos: emailUndoQueries(sql),
    trustedDevices: trustedDeviceQueries(sql),
    userPictures: userPictureQueries(db),
    setAside: setAsideQueries(db, sql),
    accountDeletions: accountDeletionQueries(sql),
    personalData: personalDataQueries(db),
    housekeeping: housekeepingQueries(db),
    audit: auditQueries(db, sql),
    managementKeys: managementKeyQueries(db),
    userRemoval: userRemovalQueries(db),
    userChanges: userChangeQueries(db),
    userSearch: userSearchQueries(db, sql),
    testUsers: testUserQueries(db),
    tenants: tenantQueries(db),
    roles: roleQueries(db, sql),
    permissions: permissionQueries(db),
    customAttributes: customAttributeQueries(db),
    accessKeys: accessKeyQueries(db, sql),
    auditSearch: auditSearchQueries(db),
    passwordSettings: passwordSettingsQueries(db, sql),
    /** Questions of another package, asked of the same database or in the same transaction: `tx.with(noteQueries).create(…)`. */
    with: <Queries>(own: (db: Db, sql: Sql) => Queries): Queries => own(db, sql),
  };
}

/** The named questions, inside a transaction. */
export type StoreTransaction = ReturnType<typeof queries>;

/** Everything `auth` may ask of the database. */
export interface Store extends StoreTransaction {
  /**
   * Runs `work` in one write transaction: all of it is stored or none. The whole callback is run again when the database was locked,
   * so it does nothing but use `tx`.
   *
   * @param options.durable false: it need not survive a power failure, only a crash of the process, and does not wait for the disk
   */
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>, options?: { durable?: boolean }): Promise<T>;
}

/** The store on an open database. */
export function createStore(database: Database): Store {
  return {
    ...queries(database.prisma, database.sql),
    transaction: (work, options) => database.transaction((db, sql) => work(queries(db, sql)), options),
  };
}
