// @ts-check
// The least that an HTTP server in Node can do, as the measure of the others: `node bare.mjs PORT`.
import { createServer } from "node:http";

const body = JSON.stringify({ answer: "always the same" });
const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };

createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(body);
}).listen(Number(process.argv[2]), "127.0.0.1", () => console.log("Listening"));
