import { z } from "zod";
import { defineOperation } from "../operation";
import { isOneLine } from "../profile-fields";
import { text } from "../text";
import { CustomAttributeValue } from "./common";

/** Attributes that a project can declare. */
export const CUSTOM_ATTRIBUTES_MAX = 200;

const Line = text(200).refine(isOneLine, "must be one line");

/** No quotes: paths into stored values are made of it. */
const AttributeName = text(60).regex(/^[\p{L}\p{N}_][\p{L}\p{N}_ .:-]*$/u, "may hold letters, digits, space and _ . : -");

const Names = z.array(text(200)).max(CUSTOM_ATTRIBUTES_MAX);

const declared = {
  name: AttributeName,
  type: z.int().min(1).max(6).describe("1 text, 2 number, 3 boolean, 4 one of the options, 5 several of them, 6 date"),
};

const Declaration = z.object({
  ...declared,
  displayName: Line.optional(),
  options: z
    .array(z.object({ value: text(200).min(1).refine(isOneLine, "must be one line"), label: Line.optional() }))
    .max(200)
    .optional(),
  defaultValue: CustomAttributeValue.optional(),
  viewPermissions: Names.optional(),
  editPermissions: Names.optional(),
});

const CustomAttribute = z
  .object({
    name: z.string(),
    type: z.int(),
    displayName: z.string(),
    options: z.array(z.object({ value: z.string(), label: z.string() })),
    defaultValue: z.unknown().describe("null for none"),
    viewPermissions: z.array(z.string()),
    editPermissions: z.array(z.string()),
    editable: z.boolean(),
  })
  .meta({ id: "CustomAttribute" });

const CustomAttributesResponse = z.object({ data: z.array(CustomAttribute), total: z.int() }).meta({ id: "CustomAttributesResponse" });

export const customAttributeList = defineOperation({
  routes: ["GET /v1/mgmt/user/customattributes"],
  access: "management",
  kind: "query",
  summary: "The attributes that users may have beside their profile",
  input: z.object({}),
  output: CustomAttributesResponse,
  errors: [],
});

export const customAttributeCreate = defineOperation({
  routes: ["POST /v1/mgmt/user/customattribute/create"],
  access: "management",
  kind: "mutation",
  summary: "Declare attributes; answers all there are",
  input: z.object({ attributes: z.array(Declaration).max(CUSTOM_ATTRIBUTES_MAX).optional() }),
  output: CustomAttributesResponse,
  errors: ["E011003", "E112601"],
});

export const customAttributeDelete = defineOperation({
  routes: ["POST /v1/mgmt/user/customattribute/delete"],
  access: "management",
  kind: "mutation",
  summary: "Delete attributes, and with them the values that users have; answers those that are left",
  input: z.object({ names: Names.optional() }),
  output: CustomAttributesResponse,
  errors: ["E011003"],
});
