import { AUTH_ERRORS, type ErrorCode, type ErrorTable } from "@repo/contract/errors";
import {
  type Access,
  ERRORS_BY_ACCESS,
  ERRORS_OF_ADDRESSES,
  ERRORS_OF_BODIES,
  ERRORS_OF_MANAGEMENT_WRITES,
  type Operation,
} from "@repo/contract/operation";
import { z } from "zod";
import { exampleAnswer, exampleBody } from "./openapi-examples";
import { listOperations, type OperationEntry } from "./routes";

type Json = Record<string, unknown>;

/** What a caller shows: always a bearer credential, and the project ID is always its beginning. */
const SCHEMES = {
  project: "Project ID",
  refreshToken: "Project ID, `:` and the refresh token",
  sessionToken: "Project ID, `:` and the session token",
  managementKey: "Project ID, `:` and a management key",
  accessKey: "Project ID, `:` and an access key",
};

/** The scheme that opens an operation. */
const SCHEME_BY_ACCESS: Record<Access, keyof typeof SCHEMES | null> = {
  public: null,
  project: "project",
  signedIn: "refreshToken",
  sessionToken: "sessionToken",
  management: "managementKey",
  accessKey: "accessKey",
};

function schemesOf({ access, optionalSession }: Operation): (keyof typeof SCHEMES)[] {
  const scheme = SCHEME_BY_ACCESS[access];
  if (scheme === null) return [];
  return optionalSession ? [scheme, "refreshToken"] : [scheme];
}

/** The document's chapters, in its order, by the first part of an operation's name; what has only one part is about the session. */
const CHAPTERS: Readonly<Record<string, string>> = {
  password: "Password",
  otp: "Code by email",
  magicLink: "Magic link",
  enchantedLink: "Enchanted link",
  totp: "Authenticator app",
  recovery: "Recovery codes",
  session: "Session",
  keys: "Signing keys",
  accessKey: "Access keys",
};

/** Chapters of the management API whose operations are about more than the name of their area says. */
const MANAGEMENT_CHAPTERS: Readonly<Record<string, string>> = { jwt: "tokens", user: "users", audit: "audit trail", license: "handshake" };

/** An area that has no chapter above is one by its own name, at the end. */
function chapterOf(operationPath: string): string {
  const [first = "", ...rest] = operationPath.split(".");
  if (first === "management") {
    const [name = ""] = rest;
    return `Management: ${MANAGEMENT_CHAPTERS[name] ?? `${name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`)}s`}`;
  }
  const area = rest.length === 0 ? "session" : first;
  return CHAPTERS[area] ?? area.charAt(0).toUpperCase() + area.slice(1);
}

/** Zod writes beside every whole number that JavaScript can count no further; readers would take that for a rule of ours. */
function dropNumberBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function toJsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12", override: dropNumberBounds });
  return json as Json;
}

/** Schemas with an ID, moved to the document's components; references follow them there. */
function hoist(json: Json, io: string, components: Json): Json {
  const name = (id: string) => (io === "input" ? `${id}Input` : id);
  const text = JSON.stringify(json).replaceAll(/"#\/\$defs\/([^"]+)"/g, (_, id: string) => `"#/components/schemas/${name(id)}"`);
  const { $defs = {}, id, ...rest } = JSON.parse(text) as Json & { $defs?: Record<string, Json>; id?: string };
  for (const [key, definition] of Object.entries($defs)) {
    const { id: _, ...schema } = definition;
    components[name(key)] = { title: key, ...schema };
  }
  if (typeof id !== "string") return { title: io === "input" ? "Request" : "Answer", ...rest };
  components[name(id)] = { title: id, ...rest };
  return { $ref: `#/components/schemas/${name(id)}` };
}

/** Whether one of its fields is a login ID, and so may be an address. */
export function takesLoginId({ input }: Operation): boolean {
  return input instanceof z.ZodObject && "loginId" in input.shape;
}

/** Every code an operation can answer: its own and those that its access and its body bring. */
export function errorsOf(operation: Operation, method: string): string[] {
  return Object.keys(errorTableOf(operation, method)).sort();
}

function errorTableOf(operation: Operation, method: string): ErrorTable {
  const bodies = method === "GET" ? [] : ERRORS_OF_BODIES;
  const addresses = takesLoginId(operation) ? ERRORS_OF_ADDRESSES : [];
  const fresh: ErrorCode[] = operation.fresh ? ["E062132", "E062134"] : [];
  const writes = operation.access === "management" && operation.kind === "mutation" ? ERRORS_OF_MANAGEMENT_WRITES : [];
  const byAccess = ERRORS_BY_ACCESS[operation.access];
  const shared: readonly ErrorCode[] = [...operation.errors, ...byAccess, ...writes, ...bodies, ...addresses, ...fresh];
  return { ...Object.fromEntries(shared.map((code) => [code, AUTH_ERRORS[code]])), ...operation.ownErrors };
}

function errorResponses(operation: Operation, method: string): Json {
  const table = errorTableOf(operation, method);
  const byStatus = groupByStatus(table);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `- \`${code}\` ${table[code]?.description}`).join("\n"),
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  );
}

function groupByStatus(table: ErrorTable): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const code of Object.keys(table).sort()) {
    const status = table[code]?.status ?? 500;
    groups.set(status, [...(groups.get(status) ?? []), code]);
  }
  return groups;
}

function parametersOf(path: string, method: string, schema: Json): Json[] {
  const names = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
  const properties = (schema.properties ?? {}) as Record<string, Json>;
  const inPath = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  if (method !== "GET") return inPath;
  const inQuery = Object.entries(properties).filter(([name]) => !names.includes(name));
  return [...inPath, ...inQuery.map(([name, property]) => ({ name, in: "query", schema: property }))];
}

function describe({ path: operationId, operation }: OperationEntry, route: string, components: Json): Json {
  const [method = "", path = ""] = route.split(" ");
  const input = hoist(toJsonSchema(operation.input, "input"), "input", components);
  const parameters = parametersOf(path, method, input);
  const schemes = schemesOf(operation);
  return {
    operationId: operation.routes[0] === route ? operationId : `${operationId} ${route}`,
    summary: operation.summary,
    tags: [chapterOf(operationId)],
    ...(schemes.length > 0 && {
      description: `Bearer credential: ${schemes.map((scheme) => SCHEMES[scheme]).join("; or ")}.`,
      security: schemes.map((scheme) => ({ [scheme]: [] })),
    }),
    ...(parameters.length > 0 && { parameters }),
    ...(method !== "GET" && { requestBody: { content: { "application/json": { schema: input, example: exampleBody(operation) } } } }),
    responses: {
      200: {
        description: "Success",
        content: {
          "application/json": {
            schema: hoist(toJsonSchema(operation.output, "output"), "output", components),
            example: exampleAnswer(operation),
          },
        },
      },
      ...errorResponses(operation, method),
    },
  };
}

/** Those of the auth part, and those of the product that some operation declares. */
function errorCodes(): string[] {
  const own = listOperations().flatMap(({ operation }) => Object.keys(operation.ownErrors ?? {}));
  return [...Object.keys(AUTH_ERRORS), ...new Set(own)];
}

/** The OpenAPI 3.1 document of the REST surface, derived from the operations and nothing else. */
export function createOpenApiDocument(): Json {
  const paths: Record<string, Json> = {};
  const chapters = new Set(Object.values(CHAPTERS));
  const components: Json = {
    Error: {
      type: "object",
      required: ["errorCode", "errorDescription", "errorMessage"],
      properties: {
        errorCode: { type: "string", enum: errorCodes() },
        errorDescription: { type: "string" },
        errorMessage: { type: "string" },
      },
    },
  };
  for (const entry of listOperations()) {
    for (const route of entry.operation.routes) {
      chapters.add(chapterOf(entry.path));
      const [method = "", path = ""] = route.split(" ");
      paths[path] = { ...paths[path], [method.toLowerCase()]: describe(entry, route, components) };
    }
  }
  return {
    openapi: "3.1.0",
    info: { title: "Gatehouse", version: "1", description: "Authentication at the paths of the Descope API." },
    tags: [...chapters].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(components).sort(([left], [right]) => left.localeCompare(right))),
      securitySchemes: Object.fromEntries(
        Object.entries(SCHEMES).map(([name, description]) => [name, { type: "http", scheme: "bearer", description }]),
      ),
    },
  };
}
