-- DropIndex
DROP INDEX "User_email_idx";

-- DropIndex
DROP INDEX "User_phone_idx";

-- DropIndex
DROP INDEX "User_name_idx";

-- DropIndex
DROP INDEX "User_status_idx";

-- DropIndex
DROP INDEX "User_createdAt_idx";

-- DropIndex
DROP INDEX "User_modifiedAt_idx";

-- CreateTable
CREATE TABLE "UserText" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "userId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "UserText_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "UserText_userId_key" ON "UserText"("userId");

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
CREATE INDEX "User_anonymous_idx" ON "User"("anonymous");

-- What Prisma cannot say: the index of trigrams, and the triggers that keep it and the text. Nobody without a login ID is looked for.
CREATE VIRTUAL TABLE "UserTextIndex" USING fts5("text", content='UserText', content_rowid='id', tokenize='trigram');

CREATE TRIGGER "UserText_insert" AFTER INSERT ON "UserText" BEGIN
    INSERT INTO "UserTextIndex"("rowid", "text") VALUES (NEW."id", NEW."text");
END;

CREATE TRIGGER "UserText_delete" AFTER DELETE ON "UserText" BEGIN
    INSERT INTO "UserTextIndex"("UserTextIndex", "rowid", "text") VALUES ('delete', OLD."id", OLD."text");
END;

CREATE TRIGGER "UserText_update" AFTER UPDATE OF "text" ON "UserText" WHEN NEW."text" <> OLD."text" BEGIN
    INSERT INTO "UserTextIndex"("UserTextIndex", "rowid", "text") VALUES ('delete', OLD."id", OLD."text");
    INSERT INTO "UserTextIndex"("rowid", "text") VALUES (NEW."id", NEW."text");
END;

CREATE VIEW "UserTextSource" AS
SELECT "id" AS "userId", "email" || char(10) || "phone" || char(10) || "name" || char(10) || "givenName" || char(10) || "middleName" || char(10)
    || "familyName" || char(10) || (SELECT group_concat("loginId", char(10)) FROM "LoginId" WHERE "userId" = "User"."id") AS "text"
FROM "User"
WHERE EXISTS (SELECT 1 FROM "LoginId" WHERE "userId" = "User"."id");

CREATE TRIGGER "LoginId_text_insert" AFTER INSERT ON "LoginId" BEGIN
    INSERT INTO "UserText"("userId", "text") SELECT "userId", "text" FROM "UserTextSource" WHERE "userId" = NEW."userId"
    ON CONFLICT ("userId") DO UPDATE SET "text" = excluded."text";
END;

CREATE TRIGGER "LoginId_text_update" AFTER UPDATE OF "loginId" ON "LoginId" WHEN NEW."loginId" <> OLD."loginId" BEGIN
    UPDATE "UserText" SET "text" = "source"."text" FROM "UserTextSource" AS "source"
    WHERE "UserText"."userId" = NEW."userId" AND "source"."userId" = NEW."userId";
END;

-- Finds no source where the login ID goes with its user: then the text goes too.
CREATE TRIGGER "LoginId_text_delete" AFTER DELETE ON "LoginId" BEGIN
    UPDATE "UserText" SET "text" = "source"."text" FROM "UserTextSource" AS "source"
    WHERE "UserText"."userId" = OLD."userId" AND "source"."userId" = OLD."userId";
END;

CREATE TRIGGER "User_text_update" AFTER UPDATE OF "email", "phone", "name", "givenName", "middleName", "familyName" ON "User" BEGIN
    UPDATE "UserText" SET "text" = "source"."text" FROM "UserTextSource" AS "source"
    WHERE "UserText"."userId" = NEW."id" AND "source"."userId" = NEW."id";
END;

INSERT INTO "UserText"("userId", "text") SELECT "userId", "text" FROM "UserTextSource";
