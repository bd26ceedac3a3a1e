import { describe, expect, it } from "vitest";
import { listOperations } from "../routes";
import { DIFFERENCES, DOCUMENTED, departures } from "./documented";

describe("the documented answers", () => {
  it("are those of every operation that has a route, and of nothing else", () => {
    const routes = listOperations().flatMap(({ operation: { routes }, isProduct }) => (isProduct ? [] : routes.slice(0, 1)));

    expect(Object.keys(DOCUMENTED).sort()).toEqual(routes.sort());
  });

  it("are departed from in what is documented, and not twice", () => {
    const named = DIFFERENCES.flatMap(({ of, omitted = [], added = {}, unwrapped = [] }) =>
      of.map((shape) => {
        const documented = typeof shape === "object" && "fields" in shape ? Object.keys(shape.fields) : [];
        return {
          unknown: [omitted, unwrapped].flat().filter((name) => !documented.includes(name)),
          documentedAlready: Object.keys(added).filter((name) => documented.includes(name)),
        };
      }),
    );

    expect(named).toEqual(named.map(() => ({ unknown: [], documentedAlready: [] })));
  });

  it("are compared field by field and type by type, to their depth", () => {
    const history = [{ userId: "U1", city: "", country: "", ip: 7, loginTime: 2 ** 40, device: "" }];

    expect(departures("GET /v1/auth/me/history", history)).toEqual([
      "answer[0].ip is no string",
      "answer[0].selectedTenant is missing",
      "answer[0].loginTime is no int32",
      "answer[0].device is not documented",
    ]);
    expect(departures("GET /v2/keys/{projectId}", { keys: {} })).toEqual(["answer.keys is no list"]);
    expect(departures("GET /v1/auth/me", [])).toEqual(["answer is no object"]);
  });
});
