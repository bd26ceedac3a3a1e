-- Addresses are stored in one spelling from here on, their domains in IDNA's ASCII form. SQL cannot spell them, so the rows are rewritten
-- by the server as it applies this, in the same transaction: packages/db/src/one-spelling.ts.
-- step: oneSpelling
SELECT 1;
