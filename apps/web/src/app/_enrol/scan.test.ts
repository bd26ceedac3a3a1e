import { expect, it } from "vitest";
import { groupKey } from "./scan";

it("U27: groupKey writes a key in groups of four, and changes nothing else about it", () => {
  expect(groupKey("MZQT6LKSGE4WUVDANNXHK3TRMZQT6LKS")).toBe("MZQT 6LKS GE4W UVDA NNXH K3TR MZQT 6LKS");
  expect(groupKey("MZQT6L")).toBe("MZQT 6L");
});
