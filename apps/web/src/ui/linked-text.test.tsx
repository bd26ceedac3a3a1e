import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { LinkedText } from "./linked-text";

/** The links of a text, and what is read. */
function linksOf(text: string) {
  const html = renderToStaticMarkup(<LinkedText>{text}</LinkedText>);
  return { links: [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href), text: html.replace(/<[^>]+>/g, "") };
}

it.each([
  ["Ask the people who run it.", []],
  ["Ask them (help@northfold.example).", ["mailto:help@northfold.example"]],
  ["Ask them (https://northfold.example/help).", ["https://northfold.example/help"]],
  ["Ask them (http://northfold.example).", []],
])("U88: makes links of what one can be asked by: %s", (text, links) => {
  expect(linksOf(text)).toEqual({ links, text });
});
