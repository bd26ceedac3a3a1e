import { createEmbeddedSignIn, createEmbeddedSignUp } from "@repo/auth/management/embedded-link";
import { deleteTestUsers, generateTestCode, generateTestEnchantedLink, generateTestMagicLink } from "@repo/auth/management/test-user";
import { embeddedLinkSignIn, embeddedLinkSignUp } from "@repo/contract/management/embedded-link";
import { testUserDeleteAll, testUserEnchantedLink, testUserMagicLink, testUserOTP } from "@repo/contract/management/test-user";
import { mutation } from "../trpc";

/** `management.user`: test users, and links for apps to hand out. */
export const testUsers = {
  generateOTPForTestUser: mutation(testUserOTP, generateTestCode),
  generateMagicLinkForTestUser: mutation(testUserMagicLink, generateTestMagicLink),
  generateEnchantedLinkForTestUser: mutation(testUserEnchantedLink, generateTestEnchantedLink),
  deleteAllTestUsers: mutation(testUserDeleteAll, deleteTestUsers),
  generateEmbeddedLink: mutation(embeddedLinkSignIn, createEmbeddedSignIn),
  generateSignUpEmbeddedLink: mutation(embeddedLinkSignUp, createEmbeddedSignUp),
};
