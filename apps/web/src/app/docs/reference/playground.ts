import type { Plugin, System } from "swagger-ui-dist/swagger-ui-es-bundle.js";
import { noteAddress, operationInAddress } from "./address";
import { inlined } from "./inlined";

/** What the chapters of the management API begin with. */
const MANAGEMENT = "Management";

/** A running Swagger UI. */
export interface Playground {
  /** Sets what requests carry, by the name of the security scheme. */
  authorize(credentials: Readonly<Record<string, string>>): void;
  /** Stops listening to the page's address. */
  stop(): void;
}

/** What is read of the OpenAPI document here. */
interface ApiDocument {
  tags: readonly { name: string }[];
  paths: Record<string, Record<string, { operationId: string; tags: [string] }>>;
}

/**
 * Loads Swagger UI, half a megabyte that no other page needs, and shows this server's operations with it. Styles are our own: its sheet
 * is never loaded.
 *
 * @param findPlace where it goes; null when the page has been left meanwhile
 * @param onAnswer called with the body of each answer to a request that was sent with it
 * @returns null when the page has been left
 */
export async function startPlayground(findPlace: () => HTMLElement | null, onAnswer: (body: unknown) => void): Promise<Playground | null> {
  const [{ default: SwaggerUI }, spec] = await Promise.all([import("swagger-ui-dist/swagger-ui-es-bundle.js"), fetchDocument()]);
  const domNode = findPlace();
  if (domNode === null) return null;
  const system = SwaggerUI({
    domNode,
    spec,
    layout: "OperationsOnly",
    plugins: [plainParts, keepAddress, inlineOperations],
    // What stands open is drawn anew with each answer, so the many operations of management wait until they are asked for.
    docExpansion: "none",
    tryItOutEnabled: true,
    displayRequestDuration: true,
    defaultModelExpandDepth: 3,
    syntaxHighlight: { activated: false },
    // Neither sends the document elsewhere nor keeps credentials.
    validatorUrl: null,
    persistAuthorization: false,
    responseInterceptor(response) {
      onAnswer(response.body);
      return response;
    },
  });
  for (const { name } of spec.tags) if (!name.startsWith(MANAGEMENT)) system.layoutActions.show(["operations-tag", name], true);
  const follow = () => openAddressed(system, spec);
  addEventListener("hashchange", follow);
  // Its first rendering is not done yet.
  requestAnimationFrame(follow);
  return {
    authorize(credentials) {
      const values = Object.entries(credentials).map(([name, value]) => [
        name,
        { name, value, schema: { type: "http", scheme: "bearer" } },
      ]);
      system.authActions.authorize(Object.fromEntries(values));
    },
    stop: () => removeEventListener("hashchange", follow),
  };
}

async function fetchDocument(): Promise<ApiDocument> {
  const response = await fetch("/openapi.json");
  if (!response.ok) throw new Error(`openapi.json was answered with ${response.status}`);
  return response.json();
}

/** Unfolds the operation that the page's address names, and shows it. */
function openAddressed(system: System, { paths }: ApiDocument): void {
  const wanted = operationInAddress();
  const operation = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .find(({ operationId }) => operationId === wanted);
  if (!operation) return;
  const { operationId, tags } = operation;
  system.layoutActions.show(["operations-tag", tags[0]], true);
  system.layoutActions.show(["operations", tags[0], operationId], true);
  // A chapter that was closed is drawn first.
  requestAnimationFrame(() => scrollTo(tags[0], operationId));
}

function scrollTo(tag: string, operationId: string): void {
  // It has escaped what a selector would take for its own.
  const id = `operations-${tag}-${operationId}`.replaceAll(" ", "_");
  const elements = [...document.querySelectorAll(".reference .opblock")];
  elements.find((element) => element.id.replaceAll("\\", "") === id)?.scrollIntoView();
}

/** The address of the page names the operation that was unfolded last. Swagger UI's own way to do this cannot follow a link. */
function keepAddress(): Plugin {
  return {
    statePlugins: {
      layout: {
        wrapActions: {
          show: (original) => (path, isShown) => {
            const [kind, , operationId] = path;
            if (kind === "operations" && operationId !== undefined) noteAddress(operationId, isShown);
            return original(path, isShown);
          },
        },
      },
    },
  };
}

/** Swagger UI's own way reads the whole document anew for each operation that is unfolded, for a second or two. */
function inlineOperations(): Plugin {
  return { fn: { resolveSubtree: async (document, path) => ({ spec: inlined(document, path), errors: [] }) } };
}

/** Without what the page around it has itself, and with what a screen reader needs. */
function plainParts({ React, getComponent }: System): Plugin {
  const nothing = () => null;
  return {
    components: {
      OperationsOnly: () =>
        React.createElement("div", { className: "swagger-ui" }, React.createElement(getComponent("operations", true), null)),
      authorizeBtn: nothing,
      authorizeOperationBtn: nothing,
    },
    wrapComponents: {
      TextArea: (original) => (props) => React.createElement(original, { "aria-label": "Body of the request", ...props }),
      // What came back is told from what may come back, by name and by place.
      liveResponse: (original) => (props) =>
        React.createElement(
          "section",
          { className: "live", "aria-label": "This server’s answer" },
          React.createElement("h4", { className: "live-title" }, "This server’s answer"),
          React.createElement(original, props),
          React.createElement("h4", null, "What it may answer, by example"),
        ),
      // Long code scrolls, and the keyboard must be able to scroll it.
      HighlightCode: (original) => (props) =>
        React.createElement(
          "div",
          { className: "code", tabIndex: 0, role: "group", "aria-label": "Code" },
          React.createElement(original, props),
        ),
    },
  };
}
