// @ts-check
// Programs of this machine that tests need. Not in TypeScript, so that e2e can look for them before anything is built.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/**
 * Programs that are there may still be for another system, or lack a library of it.
 * @param {string} program
 */
export function canRun(program) {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/** Whether packages of Debian, or what is made of it, can be installed without asking anybody. */
export function canInstall() {
  return existsSync("/etc/debian_version") && process.getuid?.() === 0;
}

/**
 * Installs a package of Debian, with newer lists of them where those of this machine do not do.
 * @param {string} purpose
 * @param {string} name
 * @returns {boolean} whether it is installed
 */
export function installFromDebian(purpose, name) {
  const install = () => run(purpose, "apt-get", ["install", "-y", "--no-install-recommends", name]);
  if (install()) return true;
  run(purpose, "apt-get", ["update"]);
  return install();
}

/**
 * @param {string} purpose
 * @param {string} command
 * @param {string[]} args
 * @returns {boolean} whether it did what it was to do
 */
export function run(purpose, command, args) {
  console.log(`For ${purpose}: ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}
