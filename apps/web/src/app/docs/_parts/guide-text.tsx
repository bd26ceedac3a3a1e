import type { MarkedToken, Token, Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { ScrollBox } from "#ui/scroll-box";
import { LINK_LOOK } from "#ui/text-link";
import { docsWords } from "#words/en/docs";
import { CodeBlock } from "./code-block";
import { plainText, slugOf } from "./guide";

// Markdown as our own elements, so that nothing in a guide becomes HTML unseen. Guides use a part of Markdown; anything else is an error.

/** The text of a guide. */
export function GuideText({ tokens }: { tokens: readonly Token[] }): ReactNode {
  return each(tokens, block);
}

function each(tokens: readonly Token[] | undefined, render: (token: MarkedToken) => ReactNode): ReactNode {
  return tokens?.map((token, index) => <Fragment key={index}>{render(token as MarkedToken)}</Fragment>);
}

const inline = (tokens: readonly Token[] | undefined) => each(tokens, span);

function block(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "space":
      return null;
    case "heading":
      return <PartHeading heading={token} />;
    case "paragraph":
      return <p className="leading-relaxed text-ink-soft">{inline(token.tokens)}</p>;
    case "code":
      return <CodeBlock code={token.text} language={token.lang || "text"} words={docsWords} />;
    case "list":
      return <List list={token} />;
    case "table":
      return <Table table={token} />;
    case "blockquote":
      return <blockquote className="border-s-2 border-lantern ps-4">{each(token.tokens, block)}</blockquote>;
    case "text":
      return inline(token.tokens);
    default:
      throw new Error(`Guides do not use ${token.type}: ${token.raw}`);
  }
}

function span(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "text":
    case "escape":
      return token.text;
    case "codespan":
      return <code className="rounded-sm bg-hover px-1 py-0.5 text-[0.875em] wrap-anywhere text-ink">{token.text}</code>;
    case "strong":
      return <strong className="font-medium text-ink">{inline(token.tokens)}</strong>;
    case "em":
      return <em>{inline(token.tokens)}</em>;
    case "link":
      return (
        <a href={pageOf(token.href)} className={LINK_LOOK}>
          {inline(token.tokens)}
        </a>
      );
    default:
      throw new Error(`Guides do not use ${token.type}: ${token.raw}`);
  }
}

/** Guides link to each other by file name, so that the links work in an editor too. */
function pageOf(href: string): string {
  return href.replace(/^([a-z-]+)\.md(?=#|$)/, "/docs/$1");
}

/** A heading is a link to itself, so that its address can be copied. */
function PartHeading({ heading }: { heading: Tokens.Heading }) {
  const slug = slugOf(plainText(heading.tokens));
  const link = (
    <a href={`#${slug}`} className="hover:after:text-ink-faint hover:after:content-['_#']">
      {inline(heading.tokens)}
    </a>
  );
  return heading.depth === 2 ? (
    <h2 id={slug} className="mbs-6 scroll-mbs-20 text-xl">
      {link}
    </h2>
  ) : (
    <h3 id={slug} className="mbs-3 scroll-mbs-20 font-semibold">
      {link}
    </h3>
  );
}

function List({ list }: { list: Tokens.List }) {
  const look = "grid grid-cols-1 gap-2.5 ps-6 leading-relaxed text-ink-soft marker:text-ink-faint";
  const items = list.items.map((item) => (
    <li key={item.raw} className="ps-1">
      <div className="grid grid-cols-1 gap-3">{itemBlocks(item.tokens)}</div>
    </li>
  ));
  if (!list.ordered) return <ul className={`list-disc ${look}`}>{items}</ul>;
  // A block between two steps ends one list and begins another, which goes on counting.
  return (
    <ol start={Number(list.start)} className={`list-decimal ${look}`}>
      {items}
    </ol>
  );
}

/** In a tight list the text of an item comes bare. */
function itemBlocks(tokens: readonly Token[]): ReactNode {
  return each(tokens, (token) => (token.type === "text" ? <p>{inline(token.tokens)}</p> : block(token)));
}

function Table({ table }: { table: Tokens.Table }) {
  return (
    <ScrollBox as="section" aria-label={table.header.map(({ text }) => text).join(", ")} className="rounded-lg border border-line">
      <table className="inline-full border-collapse text-sm">
        <thead className="bg-sunken text-start text-ink-faint">
          <tr>
            {table.header.map((cell) => (
              <th key={cell.text} scope="col" className="px-4 py-2.5 text-start font-medium">
                {inline(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="bg-surface text-ink-soft">
          {table.rows.map((row) => (
            <tr key={row.map(({ text }) => text).join()} className="border-bs border-line align-top">
              {row.map((cell, column) => (
                <td key={column} className="px-4 py-2.5">
                  {inline(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
