// @ts-check
// The least that an HTTP server in Node can do, as the measure of the others: `node bare.mjs PORT [BYTES]`, which is how long its answer is.
import { createServer } from "node:http";

const [port, bytes = "33"] = process.argv.slice(2);
const body = JSON.stringify({ answer: "x".repeat(Number(bytes) - 13) });
const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };

createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(body);
}).listen(Number(port), "127.0.0.1", () => console.log("Listening"));
