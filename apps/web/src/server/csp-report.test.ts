import { expect, it } from "vitest";
import { createReportLimit, describeViolation } from "./csp-report";

it("H1: a report is told by rule, what was stopped, and where", () => {
  const report = {
    "document-uri": "https://app.example.com/sign-in",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/x.js",
    "source-file": "https://app.example.com/_next/static/a.js",
    "line-number": 7,
    "script-sample": "",
  };

  expect(describeViolation({ "csp-report": report })).toEqual({
    directive: "script-src-elem",
    blocked: "https://evil.example/x.js",
    page: "https://app.example.com/sign-in",
    source: "https://app.example.com/_next/static/a.js",
    line: 7,
  });
});

it("S14, H7: what an address carries after the path stays out of the log", () => {
  const report = { "document-uri": "https://app.example.com/link?t=secret", "blocked-uri": "https://evil.example/#secret" };

  expect(JSON.stringify(describeViolation({ "csp-report": report }))).not.toContain("secret");
});

it.each([[null], ["text"], [{}], [[]], [{ "csp-report": { "document-uri": 7 } }]])("%j, which is no report, tells nothing", (body) => {
  expect(describeViolation(body)).toEqual({});
});

it("E6: 30 reports a minute are taken from all browsers together, whatever ADDRESS_LIMITS says", () => {
  const clock = { now: () => new Date("2026-03-01T12:00:00Z") };
  const take = createReportLimit(clock);

  expect(Array.from({ length: 31 }, take)).toEqual([...new Array(30).fill(0), 2]);
});
