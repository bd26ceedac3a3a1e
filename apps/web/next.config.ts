import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  turbopack: { root: join(import.meta.dirname, "../..") },
  transpilePackages: ["@repo/api", "@repo/auth", "@repo/contract", "@repo/db", "@repo/emails"],
  // Native code, or files of their own that they find by path.
  serverExternalPackages: ["@node-rs/argon2", "@prisma/adapter-better-sqlite3", "@prisma/client", "argon2", "better-sqlite3", "nodemailer"],
};

export default config;
