import { AuthError } from "@repo/contract/errors";
import { PICTURE_PIXELS_MAX } from "@repo/contract/limits";
import PQueue from "p-queue";

/** Draws pictures that strangers have sent anew; see {@link createPictures}. */
export interface Pictures {
  /**
   * The middle square of a JPEG, PNG or WebP, upright, in WebP, of 64 kB at most. Made anew of its points alone: no metadata, no second picture
   * behind it. Throws E062137 for anything else, E130429 while this owner has one under way or many others wait.
   */
  square(owner: string, bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

/** Points of a side: what is shown largest takes 96, thrice that on a sharp screen. */
const SIDE = 320;
const STORED_BYTES_MAX = 64 * 1024;
/** The first with which a picture is small enough; noise takes the third. */
const QUALITIES = [82, 60, 40, 20];
/** As long as the slowest picture of that many points takes, many times over. */
const SECONDS_MAX = 10;
/** Pictures that wait, each held in memory. */
const WAITING_MAX = 8;

/** How files of these kinds begin: nothing else comes to a decoder, of which sharp has many. */
const STARTS: readonly ((bytes: Buffer) => boolean)[] = [
  (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  (bytes) => bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP",
];

/** Loaded with the first picture: whoever uploads none has no need of it. */
async function loadSharp() {
  const { default: sharp } = await import("sharp");
  sharp.cache(false);
  sharp.concurrency(1);
  return sharp;
}

async function drawAnew(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!STARTS.some((isStart) => isStart(file))) throw new AuthError("E062137");
  const sharp = await loadSharp();
  try {
    // The header says how many points there are, and is looked at first.
    const { data, info } = await sharp(file, { limitInputPixels: PICTURE_PIXELS_MAX, failOn: "error" })
      .timeout({ seconds: SECONDS_MAX })
      .autoOrient()
      .resize(SIDE, SIDE, { fit: "cover" })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    for (const quality of QUALITIES) {
      const drawn = await sharp(data, { raw: { width, height, channels } }).webp({ quality }).toBuffer();
      if (drawn.byteLength <= STORED_BYTES_MAX) return new Uint8Array(drawn);
    }
  } catch (cause) {
    throw new AuthError("E062137", undefined, { cause });
  }
  throw new AuthError("E062137");
}

/**
 * One picture at a time in this process, on a thread of libuv's: while it is drawn other answers do not wait, and of what unpacks to a
 * thousand times its size no more is in memory than of one.
 */
export function createPictures(): Pictures {
  const queue = new PQueue({ concurrency: 1 });
  const owners = new Set<string>();
  return {
    async square(owner, bytes) {
      if (owners.has(owner) || queue.size >= WAITING_MAX)
        throw new AuthError("E130429", "A picture is being drawn. Try again in a few seconds", { retryAfterSeconds: 5 });
      owners.add(owner);
      try {
        return (await queue.add(() => drawAnew(bytes))) as Awaited<ReturnType<typeof drawAnew>>;
      } finally {
        owners.delete(owner);
      }
    },
  };
}
