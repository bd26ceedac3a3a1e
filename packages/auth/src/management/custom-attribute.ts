import { AuthError } from "@repo/contract/errors";
import {
  CUSTOM_ATTRIBUTES_MAX,
  type customAttributeCreate,
  type customAttributeDelete,
  type customAttributeList,
} from "@repo/contract/management/custom-attribute";
import type { Input, Output } from "@repo/contract/operation";
import type { CustomAttributeRecord } from "@repo/db/management/custom-attributes";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { checkValue } from "./attribute-values";
import { writeAs } from "./write-as";

function present(attributes: readonly CustomAttributeRecord[]): Output<typeof customAttributeList> {
  const data = attributes.map(({ createdAt: _, defaultValue = null, ...attribute }) => ({ ...attribute, defaultValue, editable: true }));
  return { data, total: data.length };
}

/** The attributes that users may have, in the order of their declaration. */
export async function listCustomAttributes(
  deps: AuthDeps,
  _input: Input<typeof customAttributeList>,
  _caller: ManagementCaller,
): Promise<Output<typeof customAttributeList>> {
  return present(await deps.store.customAttributes.list());
}

type Declaration = NonNullable<Input<typeof customAttributeCreate>["attributes"]>[number];

/** Throws E011003 for a value to begin with that is not of the type, and for an option that is there twice. */
function describe(declaration: Declaration, createdAt: Date): CustomAttributeRecord {
  const { name, type, displayName = name, options = [], defaultValue, viewPermissions = [], editPermissions = [] } = declaration;
  if (new Set(options.map(({ value }) => value)).size < options.length)
    throw new AuthError("E011003", `The options of ${name} repeat a value`);
  const labelled = options.map(({ value, label = value }) => ({ value, label }));
  const attribute = { name, type, displayName, options: labelled, defaultValue, viewPermissions, editPermissions, createdAt };
  if (defaultValue !== undefined) checkValue(attribute, defaultValue, `defaultValue of ${name}`);
  return attribute;
}

/** Declares attributes, all or none, and answers all there are. Throws E112601 where one of the name is there, E011003 for too many. */
export async function createCustomAttributes(
  deps: AuthDeps,
  { attributes = [] }: Input<typeof customAttributeCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof customAttributeCreate>> {
  const declared = attributes.map((attribute) => describe(attribute, deps.clock.now()));
  const names = declared.map(({ name }) => name);
  return writeAs(deps, caller, async (tx) => {
    const before = await tx.customAttributes.list();
    const taken = names.find((name, index) => names.indexOf(name) < index || before.some((one) => one.name === name));
    if (taken !== undefined) throw new AuthError("E112601", `There is a custom attribute ${taken} already`);
    if (before.length + names.length > CUSTOM_ATTRIBUTES_MAX)
      throw new AuthError("E011003", `There may be ${CUSTOM_ATTRIBUTES_MAX} custom attributes altogether`);
    if (names.length === 0) return { answer: present(before), events: [] };
    await tx.customAttributes.create(declared);
    return { answer: present(await tx.customAttributes.list()), events: [{ action: "CustomAttributesCreated", data: { names } }] };
  });
}

/** Deletes attributes and the values that users have, and answers those that are left. Names of none are no matter. */
export async function deleteCustomAttributes(
  deps: AuthDeps,
  { names = [] }: Input<typeof customAttributeDelete>,
  caller: ManagementCaller,
): Promise<Output<typeof customAttributeDelete>> {
  return writeAs(deps, caller, async (tx) => {
    const before = await tx.customAttributes.list();
    const gone = before.map(({ name }) => name).filter((name) => names.includes(name));
    if (gone.length === 0) return { answer: present(before), events: [] };
    await tx.customAttributes.remove(gone);
    const left = before.filter(({ name }) => !gone.includes(name));
    return { answer: present(left), events: [{ action: "CustomAttributesDeleted", data: { names: gone } }] };
  });
}
