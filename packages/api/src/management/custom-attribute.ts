import { createCustomAttributes, deleteCustomAttributes, listCustomAttributes } from "@repo/auth/management/custom-attribute";
import { customAttributeCreate, customAttributeDelete, customAttributeList } from "@repo/contract/management/custom-attribute";
import { mutation, query } from "../trpc";

/** `management.user`: the attributes that users may have. */
export const customAttributes = {
  getCustomAttributes: query(customAttributeList, listCustomAttributes),
  createCustomAttributes: mutation(customAttributeCreate, createCustomAttributes),
  deleteCustomAttributes: mutation(customAttributeDelete, deleteCustomAttributes),
};
