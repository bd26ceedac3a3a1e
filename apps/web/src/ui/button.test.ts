import { expect, it, vi } from "vitest";
import { Button } from "./button";

// React refuses a handler in what a server component renders: its page would answer 500.
it("a button with nothing to do takes no handler along, so that a server component's form may have it", () => {
  expect(Button({ type: "submit" }).props.onClick).toBeUndefined();
});

it.each([{ pending: true }, { notYet: true }])("a button that is %o drops the click", (state) => {
  const onClick = vi.fn();
  const event = { preventDefault: vi.fn() };

  Button({ type: "submit", onClick, ...state }).props.onClick(event);

  expect(event.preventDefault).toHaveBeenCalled();
  expect(onClick).not.toHaveBeenCalled();
});
