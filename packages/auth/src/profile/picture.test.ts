import { crc32 } from "node:zlib";
import { PICTURE_PIXELS_MAX } from "@repo/contract/limits";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updatePicture, updateUser } from "../management/user-update";
import { showMe } from "../session/about-me";
import { managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene } from "../testing/scene";
import { eraseDueAccounts } from "../user/deletion";
import { collectPersonalData } from "../user/personal-data";
import { readPicture, removePicture, setPicture, showMine } from "./picture";

let scene: Scene;
let userId: string;
let refreshJwt: string;

beforeEach(async () => {
  scene = await openScene();
  const entered = await enter(scene.deps, ADA);
  userId = entered.user.userId;
  refreshJwt = entered.refreshJwt;
});

afterEach(() => scene.close());

const caller = (token = refreshJwt) => testCaller(scene.deps, token);
const upload = (bytes: Uint8Array) => setPicture(scene.deps, { picture: Buffer.from(bytes).toString("base64") }, caller());
const wirePicture = async () => (await showMe(scene.deps, {}, caller())).picture;
const keyIn = (url: string) => url.split("/").at(-1) ?? "";

/** Left half red, right half blue. */
function halves(width: number, height: number) {
  const blue = { create: { width: Math.ceil(width / 2), height, channels: 3, background: "#00f" } } as const;
  return sharp({ create: { width, height, channels: 3, background: "#f00" } }).composite([{ input: blue, gravity: "east" }]);
}

async function shown(): Promise<Buffer> {
  const bytes = await readPicture(scene.deps, keyIn(await wirePicture()));
  return Buffer.from(bytes ?? []);
}

describe("a picture that is uploaded", () => {
  it("6.31: is drawn anew as an upright square: nothing else that is in the file is kept", async () => {
    const exif = { IFD0: { Copyright: "SECRET-PLACE", Orientation: "6" } };
    const file = await halves(600, 300).jpeg().withExif(exif).toBuffer();
    expect(file.includes("SECRET-PLACE")).toBe(true);

    await upload(Buffer.concat([file, Buffer.from("SECRET-TAIL")]));

    const stored = await shown();
    const { format, width, height, exif: kept, orientation, icc, xmp } = await sharp(stored).metadata();
    expect({ format, width, height, kept, orientation, icc, xmp }).toEqual({ format: "webp", width: 320, height: 320 });
    expect(["SECRET-PLACE", "SECRET-TAIL"].filter((text) => stored.includes(text))).toEqual([]);
    // Turned as the camera was: what lay on the left is on top.
    const points = await sharp(stored).raw().toBuffer();
    expect([points.subarray(0, 3), points.subarray(-3)].map(([red = 0, , blue = 0]) => (red > blue ? "red" : "blue"))).toEqual([
      "red",
      "blue",
    ]);
  });

  it.each([
    ["png", async () => halves(40, 20).png().toBuffer()],
    ["webp", async () => halves(40, 20).webp().toBuffer()],
    ["grey, and half seen through", async () => halves(40, 20).greyscale().ensureAlpha(0.5).png().toBuffer()],
    ["of 16 bits", async () => halves(40, 20).toColourspace("rgb16").png().toBuffer()],
    ["for a printing press", async () => halves(40, 20).toColourspace("cmyk").jpeg().toBuffer()],
    [
      "noise, which packs badly",
      async () =>
        sharp(scene.deps.random.bytes(500 * 500 * 3), { raw: { width: 500, height: 500, channels: 3 } })
          .jpeg()
          .toBuffer(),
    ],
  ] as const)("6.31: takes 64 kB at most: %s", async (_, make) => {
    await upload(await make());

    expect((await shown()).byteLength).toBeGreaterThan(0);
    expect((await shown()).byteLength).toBeLessThanOrEqual(64 * 1024);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ["another kind of file", async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ["another kind of picture", async () => halves(9, 9).gif().toBuffer()],
    [
      "one with the start of another kind",
      async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), await halves(9, 9).gif().toBuffer()]),
    ],
    ["half of one", async () => (await halves(400, 400).png().toBuffer()).subarray(0, 300)],
    ["one that unpacks to too much", async () => bomb()],
  ])("6.32: is refused where it is none that can be read: %s", async (_, make) => {
    expect(await outcomeOf(upload(await make()))).toBe("E062137");
    expect([await wirePicture(), await scene.prisma.userPicture.count()]).toEqual(["", 0]);
  });

  /** A PNG whose header says that it unpacks to a point more than is taken. */
  async function bomb() {
    const png = await halves(9, 9).png().toBuffer();
    png.writeUInt32BE(PICTURE_PIXELS_MAX + 1, 16);
    png.writeUInt32BE(1, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    return png;
  }

  it("6.32: is drawn one at a time, and twenty times in 15 minutes for one account", async () => {
    const file = await halves(9, 9).png().toBuffer();
    const draw = (owner: string) => outcomeOf(scene.deps.pictures.square(owner, file));
    expect(await Promise.all([draw("U1"), draw("U1"), draw("U2")])).toEqual(["done", "E130429", "done"]);

    for (let count = 0; count < 20; count += 1) await upload(file);

    expect(await outcomeOf(upload(file))).toBe("E130429");
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(upload(file))).toBe("done");
  });

  it("6.33: has an address that nobody guesses, another for each, at which a former one is no longer", async () => {
    await upload(await halves(9, 9).png().toBuffer());
    const first = await wirePicture();
    await upload(await halves(9, 9).png().toBuffer());
    const second = await wirePicture();

    expect(first).toMatch(/^http:\/\/localhost:3000\/picture\/[\w-]{43}$/);
    expect(second).not.toBe(first);
    expect(await readPicture(scene.deps, keyIn(first))).toBeNull();
    expect((await showMine(scene.deps, {}, caller())).picture).toBe(new URL(second).pathname);
    scene.deps.config.appOrigin = "https://moved.example";
    expect(await wirePicture()).toBe(`https://moved.example${new URL(second).pathname}`);
  });

  it("is in no row that calls read, and in the download; it goes when it is removed, replaced through the API, or with the account", async () => {
    const file = await halves(9, 9).png().toBuffer();
    const count = () => scene.prisma.userPicture.count();
    await upload(file);
    const { account } = await collectPersonalData(scene.deps, {}, caller(), {});
    expect(account).toMatchObject({ picture: await wirePicture(), uploadedPicture: { bytes: (await shown()).toString("base64") } });

    await removePicture(scene.deps, {}, caller());
    expect([await wirePicture(), await count()]).toEqual(["", 0]);

    await upload(file);
    const manage = managementCaller(scene.deps);
    // A backend that writes back what it has read changes nothing.
    await updateUser(scene.deps, { loginId: ADA, displayName: "Ada", picture: await wirePicture() }, manage);
    expect([keyIn(await wirePicture()).length, await count()]).toEqual([43, 1]);
    const elsewhere = "https://pictures.example/ada.png";
    expect((await updatePicture(scene.deps, { loginId: ADA, picture: elsewhere }, manage)).user.picture).toBe(elsewhere);
    expect([await wirePicture(), await count(), (await showMine(scene.deps, {}, caller())).picture]).toEqual([elsewhere, 0, null]);

    await upload(file);
    await scene.deps.store.accountDeletions.ask(userId, scene.deps.clock.now(), scene.deps.clock.now());
    await eraseDueAccounts(scene.deps);
    expect(await count()).toBe(0);
  });
});
