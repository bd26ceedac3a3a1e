// better-auth as its documentation sets it up, with what the comparison asks for: the same durability, the same cost of a password where
// PASSWORD_COST is given, no rate limits, and nothing that this product does not do either.
import { hash, verify } from "@node-rs/argon2";
import { betterAuth } from "better-auth";
import { emailOTP, jwt, twoFactor } from "better-auth/plugins";
import SqliteConnection from "better-sqlite3";
import { createTransport } from "nodemailer";

// The build looks at this module too, where nothing is stored or sent.
const { DATABASE = ":memory:", SMTP_URL = "smtp://127.0.0.1", PASSWORD_COST } = process.env;

const database = new SqliteConnection(DATABASE);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");

const mail = createTransport(`${SMTP_URL}?pool=true`);

export const auth = betterAuth({
  database,
  emailAndPassword: { enabled: true, ...(PASSWORD_COST && { password: argon2idOf(JSON.parse(PASSWORD_COST)) }) },
  plugins: [
    emailOTP({
      // Not waited for, as its documentation advises.
      async sendVerificationOTP({ email, otp }) {
        void mail.sendMail({
          from: "no-reply@localhost",
          to: email,
          subject: `${otp} is your code`,
          text: `Your code is ${otp}. It works for five minutes.`,
          html: `<p>Your code is <strong>${otp}</strong>. It works for five minutes.</p>`,
        });
      },
    }),
    twoFactor(),
    // A token is made where one is asked for, not with each look at the session.
    jwt({ disableSettingJwtHeader: true }),
  ],
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
});

/** @param {import("@node-rs/argon2").Options} cost */
function argon2idOf(cost) {
  return {
    /** @param {string} password */
    hash: (password) => hash(password, cost),
    /** @param {{ hash: string, password: string }} stored */
    verify: (stored) => verify(stored.hash, stored.password),
  };
}
