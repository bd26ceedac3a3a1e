import { beforeEach, describe, expect, it } from "vitest";
import { createFormReplay, formKey } from "./form-replay";

let time: number;
let runs: number;
let replay: ReturnType<typeof createFormReplay>;

beforeEach(() => {
  time = 1_000;
  runs = 0;
  replay = createFormReplay({ now: () => time });
});

async function run(): Promise<Response> {
  runs += 1;
  const headers = new Headers({ location: "/account" });
  headers.append("set-cookie", `session=${runs}`);
  headers.append("set-cookie", "flash=");
  return new Response(null, { status: 303, headers });
}

const send = async (key: string | undefined, how = run) => {
  const { status, headers } = await replay.answer(key, how);
  return { status, location: headers.get("location"), cookies: headers.getSetCookie() };
};

const FIRST = { status: 303, location: "/account", cookies: ["session=1", "flash="] };

describe("a form that is sent again by the same browser", () => {
  it("S40: while it is under way is run once, and each time answered the same, cookies included", async () => {
    let finish = () => {};
    const slow = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const sent = [1, 2, 3].map(() => send("form", () => slow.then(run)));
    finish();

    expect(await Promise.all(sent)).toEqual([FIRST, FIRST, FIRST]);
    expect(runs).toBe(1);
  });

  it("S40: within ten seconds is answered the same, and after that run again", async () => {
    await send("form");
    time += 9_999;
    expect(await send("form")).toEqual(FIRST);

    time += 2;
    expect((await send("form")).cookies).toEqual(["session=2", "flash="]);
  });

  it("S40: is run again where it failed", async () => {
    await expect(send("form", () => Promise.reject(new Error("the database is gone")))).rejects.toThrow();

    expect(await send("form")).toEqual(FIRST);
  });

  it("is not known without a cookie", async () => {
    await Promise.all([send(undefined), send(undefined)]);

    expect(runs).toBe(2);
  });

  it("S40: keeps a bounded number of answers, and of bytes", async () => {
    for (let index = 0; index <= 2_000; index += 1) await send(`form ${index}`);
    await send("form 0");
    expect(runs).toBe(2_002);

    const large = async () => {
      const response = await run();
      response.headers.set("x", "x".repeat(1024 * 1024));
      return response;
    };
    for (const name of ["a", "b", "c", "d"]) await send(name, large);
    const before = runs;
    await send("a", large);
    expect(runs).toBe(before + 1);
  });
});

describe("formKey", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const key = formKey("browser", "password.signIn", [bytes("password=secret")]);

  it("S40: is of one browser, one operation and one body", () => {
    expect(formKey("browser", "password.signIn", [bytes("password=secret")])).toBe(key);
    const others = [
      formKey("other", "password.signIn", [bytes("password=secret")]),
      formKey("browser", "password.signUp", [bytes("password=secret")]),
      formKey("browser", "password.signIn", [bytes("password=secret!")]),
      formKey('browser","password', ".signIn", [bytes("password=secret")]),
    ];
    expect(new Set([key, ...others]).size).toBe(5);
  });

  it("S40: holds nothing of the body", () => {
    expect(key).toMatch(/^[\w-]{43}$/);
  });
});
