import { auditQueries } from "./audit";
import { budgetQueries } from "./budgets";
import { challengeQueries } from "./challenges";
import type { Database, Db } from "./client";
import { factorQueries } from "./factors";
import { housekeepingQueries } from "./housekeeping";
import { outboxQueries } from "./outbox";
import { sessionQueries } from "./sessions";
import { signingKeyQueries } from "./signing-keys";
import { userQueries } from "./users";

function queries(db: Db) {
  return {
    users: userQueries(db),
    sessions: sessionQueries(db),
    budgets: budgetQueries(db),
    signingKeys: signingKeyQueries(db),
    challenges: challengeQueries(db),
    outbox: outboxQueries(db),
    factors: factorQueries(db),
    housekeeping: housekeepingQueries(db),
    audit: auditQueries(db),
    /** Questions of another package, asked of the same database or in the same transaction: `tx.with(noteQueries).create(…)`. */
    with: <Queries>(own: (db: Db) => Queries): Queries => own(db),
  };
}

/** The named questions, inside a transaction. */
export type StoreTransaction = ReturnType<typeof queries>;

/** Everything `auth` may ask of the database. */
export interface Store extends StoreTransaction {
  /**
   * Runs `work` in one write transaction: all of it is stored or none. The whole callback is run again when the database was locked,
   * so it does nothing but use `tx`.
   */
  transaction<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
}

/** The store on an open database. */
export function createStore(database: Database): Store {
  return { ...queries(database.prisma), transaction: (work) => database.transaction((db) => work(queries(db))) };
}
