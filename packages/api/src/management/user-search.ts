import { searchTestUsers, searchUsers } from "@repo/auth/management/user-search";
import { userSearch as search, userSearchTest } from "@repo/contract/management/user-search";
import { query } from "../trpc";

/** `management.user`: finding users. */
export const userSearch = {
  search: query(search, searchUsers),
  searchTestUsers: query(userSearchTest, searchTestUsers),
};
