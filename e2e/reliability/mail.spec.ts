import { APP_NAME } from "../../apps/web/src/brand/name";
import { newCredentials } from "../support/client.mjs";
import { freePort } from "../support/free-port.mjs";
import { readMail } from "../support/mail";
import { type Letter, startMailServer } from "../support/mail-server.mjs";
import { expect, test } from "./test";

/** Header lines, unfolded. */
function headersOf({ source }: Letter): string[] {
  const [head = ""] = source.split("\r\n\r\n");
  return head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
}

test("a code arrives by mail: for one recipient, in words and in HTML, and it lets in", async ({ start, connect, mailServer, mail }) => {
  const client = connect(await start({ env: { SMTP_URL: mailServer.url } }));
  const { loginId } = newCredentials();

  expect(await client.post("/v1/auth/otp/signup/email", { loginId })).toMatchObject({ status: 200 });
  const letter = await mail.letter(loginId);

  const [code = ""] = /^\d{6}/.exec(letter.subject) ?? [];
  const headers = headersOf(letter);
  expect(letter.recipients).toEqual([loginId]);
  expect(headers.filter((line) => /^(to|cc|bcc|from|subject|content-type):/i.test(line)).sort()).toEqual([
    expect.stringMatching(/^Content-Type: multipart\/alternative;/),
    `From: ${APP_NAME} <no-reply@localhost>`,
    `Subject: ${code} is your ${APP_NAME} code`,
    `To: ${loginId}`,
  ]);
  expect(letter.text.split(code)).toHaveLength(2);
  expect(letter.html).toContain(code);
  expect(await client.post("/v1/auth/otp/verify/email", { loginId, code })).toMatchObject({
    status: 200,
    body: { firstSeen: true, user: { email: loginId, verifiedEmail: true } },
  });
});

test("6.3: nobody writes headers or HTML through a name or an option", async ({ start, connect, mailServer, mail }) => {
  const client = connect(await start({ env: { SMTP_URL: mailServer.url } }));
  const { loginId } = newCredentials();
  const injected = "Ada, <b>Lovelace</b>, <eve@evil>";
  const broken = `${injected}\r\nBcc: <eve@evil>`;

  expect(await client.post("/v1/auth/otp/signup/email", { loginId, user: { name: broken } })).toMatchObject({ status: 400 });
  await client.post("/v1/auth/otp/signup/email", {
    loginId,
    user: { name: injected },
    loginOptions: { templateOptions: { note: broken, appName: broken } },
  });
  const letter = await mail.letter(loginId);

  expect(letter.recipients).toEqual([loginId]);
  expect(headersOf(letter).filter((line) => /^(bcc|cc):/i.test(line))).toEqual([]);
  expect(letter.text).toContain(`${injected} Bcc: <eve@evil>`);
  expect(letter.html).not.toContain("<b>Lovelace");
});

test("8.1: with the mail server down the API answers all the same, and the letter comes when it is up", async ({ start, connect }) => {
  const port = await freePort();
  const server = await start({ env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
  const client = connect(server);
  const { loginId, password } = newCredentials();

  expect(await client.post("/v1/auth/otp/signup/email", { loginId })).toMatchObject({ status: 200 });
  await server.says(/letter not delivered yet/);
  expect(await client.signUp(newCredentials().loginId, password)).toMatchObject({ status: 200 });

  const mailServer = await startMailServer(port);
  const code = await readMail(mailServer.letters).code(loginId);
  expect(await client.post("/v1/auth/otp/verify/email", { loginId, code })).toMatchObject({ status: 200 });
  await mailServer.stop();
});

test("8.2: a letter that was promised before kill -9 is delivered after the restart", async ({ start, connect }) => {
  const port = await freePort();
  const env = { SMTP_URL: `smtp://127.0.0.1:${port}` };
  const first = await start({ env });
  const { loginId } = newCredentials();
  expect(await connect(first).post("/v1/auth/otp/signup/email", { loginId })).toMatchObject({ status: 200 });
  await first.says(/letter not delivered yet/);
  await first.kill();

  const mailServer = await startMailServer(port);
  const second = await start({ env });

  const code = await readMail(mailServer.letters).code(loginId);
  expect(await connect(second).post("/v1/auth/otp/verify/email", { loginId, code })).toMatchObject({ status: 200 });
  await mailServer.stop();
});
