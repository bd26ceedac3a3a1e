import { ownData } from "@repo/app/own-data";
import { product } from "@repo/app/product";
import {
  collectEnchantedSession,
  declineEnchantedLink,
  requestEnchantedSignIn,
  requestEnchantedSignUp,
  requestEnchantedSignUpOrIn,
  requestEnchantedUpdate,
  verifyEnchantedLink,
} from "@repo/auth/links/enchanted-link";
import {
  requestSignInLink,
  requestSignUpLink,
  requestSignUpOrInLink,
  requestUpdateLink,
  verifyMagicLink,
} from "@repo/auth/links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "@repo/auth/otp/request-code";
import { verifyEmailCode } from "@repo/auth/otp/verify-code";
import { replacePassword, resetPassword, showPolicy, updatePassword } from "@repo/auth/password/change";
import { signInWithPassword } from "@repo/auth/password/sign-in";
import { signUpWithPassword } from "@repo/auth/password/sign-up";
import { removePicture, setPicture, showMine } from "@repo/auth/profile/picture";
import { updateProfile } from "@repo/auth/profile/update";
import { createRecoveryCodes, signInWithRecoveryCode } from "@repo/auth/recovery/codes";
import { disownSignIn } from "@repo/auth/security/disown";
import { showAccountHistory } from "@repo/auth/security/history";
import { keepAuthenticatorOfBefore, keepPasswordOfBefore, showSetUpBefore } from "@repo/auth/security/keep";
import { changeSecondFactor, showPendingSignIn, showSecurity } from "@repo/auth/security/overview";
import { showTrustedDevices, stopTrustingDevices, trustThisDevice } from "@repo/auth/security/trusted-devices";
import { showHistory, showMe, showMyTenants, showSessions, showTimeLeft, validateSession } from "@repo/auth/session/about-me";
import { nameSessionDevice } from "@repo/auth/session/name-device";
import { publishKeyList, publishKeySet } from "@repo/auth/session/publish-keys";
import { refreshSession, selectSessionTenant, tryRefreshSession } from "@repo/auth/session/refresh";
import { signOut, signOutElsewhere, signOutEverywhere, signOutSession } from "@repo/auth/session/sign-out";
import { signUpWithTotp, updateTotp } from "@repo/auth/totp/enrol";
import { removeTotp } from "@repo/auth/totp/remove";
import { verifyTotp } from "@repo/auth/totp/verify";
import { askForDeletion } from "@repo/auth/user/deletion";
import { undoEmailChange } from "@repo/auth/user/email-undo";
import { removeOwnLoginId } from "@repo/auth/user/own-login-ids";
import { collectPersonalData } from "@repo/auth/user/personal-data";
import { publicKeyList, publicKeys } from "@repo/contract/keys";
import {
  enchantedLinkDecline,
  enchantedLinkSession,
  enchantedLinkSignInEmail,
  enchantedLinkSignUpEmail,
  enchantedLinkSignUpOrInEmail,
  enchantedLinkUpdateEmail,
  enchantedLinkVerify,
  magicLinkSignInEmail,
  magicLinkSignUpEmail,
  magicLinkSignUpOrInEmail,
  magicLinkUpdateEmail,
  magicLinkVerify,
} from "@repo/contract/links";
import { otpSignInEmail, otpSignUpEmail, otpSignUpOrInEmail, otpUpdateEmail, otpVerifyEmail } from "@repo/contract/otp";
import { passwordPolicy, passwordReplace, passwordReset, passwordSignIn, passwordSignUp, passwordUpdate } from "@repo/contract/password";
import { profileMine, profileRemovePicture, profileSetPicture, profileUpdate } from "@repo/contract/profile";
import { recoveryCodesCreate, recoverySignIn } from "@repo/contract/recovery";
import {
  deleteAccount,
  disownSignIn as disown,
  keepAuthenticator,
  keepPassword,
  pendingSignIn,
  personalData,
  removeLoginId,
  securityHistory,
  securityOverview,
  setSecondFactor,
  setUpBefore,
  stopTrusting,
  trustDevice,
  trustedDevices,
  undoEmailChange as undoOperation,
} from "@repo/contract/security";
import {
  history,
  listSessions,
  logout,
  logoutAll,
  me,
  myTenants,
  nameDevice,
  refresh,
  revokeOtherSessions,
  revokeSession,
  selectTenant,
  sessionTimeLeft,
  tryRefresh,
  validate,
} from "@repo/contract/session";
import { totpRemove, totpSignUp, totpUpdate, totpVerify } from "@repo/contract/totp";
import { accessKeyExchange } from "./management/access-key-exchange";
import { managementRouter } from "./management/router";
import { procedures } from "./product";
import { mutation, query, router } from "./trpc";

/** Everything that can be called, promise joined to function. Names are those of the client SDKs. */
export const appRouter = router({
  password: router({
    signUp: mutation(passwordSignUp, signUpWithPassword),
    signIn: mutation(passwordSignIn, signInWithPassword),
    sendReset: mutation(passwordReset, resetPassword),
    update: mutation(passwordUpdate, updatePassword),
    replace: mutation(passwordReplace, replacePassword),
    policy: query(passwordPolicy, showPolicy),
  }),
  otp: router({
    signUp: router({ email: mutation(otpSignUpEmail, requestSignUpCode) }),
    signIn: router({ email: mutation(otpSignInEmail, requestSignInCode) }),
    signUpOrIn: router({ email: mutation(otpSignUpOrInEmail, requestSignUpOrInCode) }),
    verify: router({ email: mutation(otpVerifyEmail, verifyEmailCode) }),
    update: router({ email: mutation(otpUpdateEmail, requestUpdateCode) }),
  }),
  magicLink: router({
    signUp: router({ email: mutation(magicLinkSignUpEmail, requestSignUpLink) }),
    signIn: router({ email: mutation(magicLinkSignInEmail, requestSignInLink) }),
    signUpOrIn: router({ email: mutation(magicLinkSignUpOrInEmail, requestSignUpOrInLink) }),
    verify: mutation(magicLinkVerify, verifyMagicLink),
    update: router({ email: mutation(magicLinkUpdateEmail, requestUpdateLink) }),
  }),
  enchantedLink: router({
    signUp: router({ email: mutation(enchantedLinkSignUpEmail, requestEnchantedSignUp) }),
    signIn: router({ email: mutation(enchantedLinkSignInEmail, requestEnchantedSignIn) }),
    signUpOrIn: router({ email: mutation(enchantedLinkSignUpOrInEmail, requestEnchantedSignUpOrIn) }),
    verify: mutation(enchantedLinkVerify, verifyEnchantedLink),
    decline: mutation(enchantedLinkDecline, declineEnchantedLink),
    waitForSession: mutation(enchantedLinkSession, collectEnchantedSession),
    update: router({ email: mutation(enchantedLinkUpdateEmail, requestEnchantedUpdate) }),
  }),
  totp: router({
    signUp: mutation(totpSignUp, signUpWithTotp),
    verify: mutation(totpVerify, verifyTotp),
    update: mutation(totpUpdate, updateTotp),
    remove: mutation(totpRemove, removeTotp),
  }),
  recovery: router({
    createCodes: mutation(recoveryCodesCreate, createRecoveryCodes),
    signIn: mutation(recoverySignIn, signInWithRecoveryCode),
  }),
  security: router({
    overview: query(securityOverview, showSecurity),
    setSecondFactor: mutation(setSecondFactor, changeSecondFactor),
    pendingSignIn: query(pendingSignIn, showPendingSignIn),
    trustDevice: mutation(trustDevice, trustThisDevice),
    trustedDevices: query(trustedDevices, showTrustedDevices),
    stopTrusting: mutation(stopTrusting, stopTrustingDevices),
    removeLoginId: mutation(removeLoginId, removeOwnLoginId),
    deleteAccount: mutation(deleteAccount, askForDeletion),
    personalData: query(personalData, (deps, input, caller) => collectPersonalData(deps, input, caller, ownData)),
    undoEmailChange: mutation(undoOperation, undoEmailChange),
    setUpBefore: query(setUpBefore, showSetUpBefore),
    keepPassword: mutation(keepPassword, keepPasswordOfBefore),
    keepAuthenticator: mutation(keepAuthenticator, keepAuthenticatorOfBefore),
    history: query(securityHistory, showAccountHistory),
    disown: mutation(disown, disownSignIn),
  }),
  profile: router({
    update: mutation(profileUpdate, updateProfile),
    mine: query(profileMine, showMine),
    setPicture: mutation(profileSetPicture, setPicture),
    removePicture: mutation(profileRemovePicture, removePicture),
  }),
  refresh: mutation(refresh, refreshSession),
  tryRefresh: mutation(tryRefresh, tryRefreshSession),
  me: query(me, showMe),
  myTenants: query(myTenants, showMyTenants),
  history: query(history, showHistory),
  selectTenant: mutation(selectTenant, selectSessionTenant),
  validate: query(validate, validateSession),
  logout: mutation(logout, signOut),
  logoutAll: mutation(logoutAll, signOutEverywhere),
  sessions: router({
    list: query(listSessions, showSessions),
    timeLeft: query(sessionTimeLeft, showTimeLeft),
    revoke: mutation(revokeSession, signOutSession),
    revokeOthers: mutation(revokeOtherSessions, signOutElsewhere),
    nameDevice: mutation(nameDevice, nameSessionDevice),
  }),
  keys: router({
    set: query(publicKeys, publishKeySet),
    list: query(publicKeyList, publishKeyList),
  }),
  accessKey: router(accessKeyExchange),
  management: managementRouter,
  ...procedures(product),
});

export type AppRouter = typeof appRouter;
