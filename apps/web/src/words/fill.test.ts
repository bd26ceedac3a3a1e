import { createElement, Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { fill, fillElements } from "./fill";
import { compileTexts, type Message } from "./message";

function message(text: string, locale = "en-GB"): Message {
  return compileTexts<{ text: "{}" }>({ text }, locale).text;
}

describe("fill", () => {
  it("puts each value in its place, as often as it is asked for", () => {
    expect(fill(message("{min} of {max}, {min}"), { min: 1, max: 2 })).toBe("1 of 2, 1");
  });

  it("takes values as they are", () => {
    expect(fill(message("{a}"), { a: "{b} $& $1 <i>", b: "no" })).toBe("{b} $& $1 <i>");
  });

  it("words plurals and numbers in the language of the message", () => {
    const english = message("{left, plural, one {# try} other {# tries}}");
    const spanish = message("{left, plural, one {# intento} other {# intentos}} de {all, number}", "es-ES");

    expect([fill(english, { left: 1 }), fill(english, { left: 2 })]).toEqual(["1 try", "2 tries"]);
    expect([fill(spanish, { left: 1, all: 1e6 }), fill(spanish, { left: 0, all: 2.5 })]).toEqual([
      "1 intento de 1.000.000",
      "0 intentos de 2,5",
    ]);
  });

  it("leaves a text without values alone", () => {
    expect(fill("As it is", { a: 1 })).toBe("As it is");
  });
});

describe("fillElements", () => {
  const show = (text: string, values: Parameters<typeof fillElements>[1]) =>
    renderToStaticMarkup(createElement(Fragment, null, fillElements(message(text), values)));

  it("keeps the words around an element", () => {
    const link = createElement("a", null, "Sign in");

    expect(show("{link} instead, or {other}.", { link, other: "<7>" })).toBe("<a>Sign in</a> instead, or &lt;7&gt;.");
  });

  it("words a plural beside an element", () => {
    const to = createElement("b", null, "ada");

    expect(show("To {to}, for {minutes, plural, one {# minute} other {# minutes}}.", { to, minutes: 5 })).toBe(
      "To <b>ada</b>, for 5 minutes.",
    );
  });
});

it("a malformed message is refused", () => {
  expect(() => message("{left, plural, one {#}")).toThrow(SyntaxError);
});
