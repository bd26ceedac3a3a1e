import { join } from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: true,
  // A second development server in this folder, of the tests, keeps its files apart from the first one's: Next.js locks the folder.
  distDir: process.env.NEXT_FOLDER ?? ".next",
  experimental: {
    // From a cache that was kept, the page reloads for ever once a route file is compiled beside it (seen with Next.js 16.4.6).
    turbopackFileSystemCacheForDev: false,
    turbopackFileSystemCacheForBuild: process.env.NEXT_CACHE !== "off",
  },
  typescript: { ignoreBuildErrors: process.env.NEXT_TYPES === "off" },
  turbopack: { root: join(import.meta.dirname, "../..") },
  transpilePackages: ["@repo/api", "@repo/app", "@repo/auth", "@repo/contract", "@repo/db", "@repo/emails"],
  // Native code, or files of their own that they find by path.
  serverExternalPackages: [
    "@node-rs/argon2",
    "@node-rs/bcrypt",
    "@prisma/adapter-better-sqlite3",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@redis/client",
    "argon2",
    "better-sqlite3",
    "nodemailer",
    "pg",
    "sharp",
  ],
};

export default config;
