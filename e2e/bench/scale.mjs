// @ts-check
// Whether signing in, and asking who is signed in, take as long with many users as with few.
import { figure, heading } from "./report.mjs";
import { addCopies, copyLoginId, medianTimes, openScene, requests, someNumber } from "./scene.mjs";

const SIZES = [1_000, 10_000, 100_000];
const SESSIONS = 50;
const SIGN_INS = 200;
const LOOKS = 1000;
const RATIO_MAX = 1.1;

export async function measureScale() {
  heading(`With ${SIZES.map((size) => size.toLocaleString("en")).join(", ")} users: medians, one call at a time`);
  const scenes = await Promise.all(SIZES.map(openFilled));
  const signIns = await medianTimes(scenes, SIGN_INS, (index, turn) => requests.signIn(copyLoginId(someNumber(turn, SIZES[index]))));
  print("password sign-in", signIns);
  const tokens = await Promise.all(scenes.map((scene, index) => openSessions(scene, SIZES[index])));
  print("who is signed in", await medianTimes(scenes, LOOKS, (index, turn) => requests.me(tokens[index]?.[turn % SESSIONS] ?? "")));
  for (const scene of scenes) await scene.close();
}

/** @param {number} users */
async function openFilled(users) {
  const scene = await openScene();
  await scene.signUp(1);
  addCopies(scene.database, users);
  return scene;
}

/** @param {import("./scene.mjs").Scene} scene @param {number} [users] */
async function openSessions(scene, users) {
  /** @type {string[]} */
  const tokens = [];
  for (let turn = 0; turn < SESSIONS; turn++) {
    const { refreshJwt } = await scene.ask(requests.signIn(copyLoginId(someNumber(turn, users))));
    tokens.push(refreshJwt);
  }
  return tokens;
}

/** @param {string} name @param {readonly number[]} milliseconds */
function print(name, milliseconds) {
  const ratio = (milliseconds.at(-1) ?? Number.NaN) / (milliseconds[0] ?? Number.NaN);
  const shown = `${milliseconds.map((each) => each.toFixed(2)).join(", ")} ms`;
  figure(name, `${shown}: ${ratio.toFixed(2)} ×`, { holds: ratio <= RATIO_MAX, target: `at most ${RATIO_MAX} ×` });
}
