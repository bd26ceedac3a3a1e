import { configurePasswordSettings, loadPasswordSettings } from "@repo/auth/management/password";
import { passwordSettingsConfigure, passwordSettingsLoad } from "@repo/contract/management/password";
import { mutation, query } from "../trpc";

/** `management.password`: what passwords have to be. */
export const passwords = {
  getSettings: query(passwordSettingsLoad, loadPasswordSettings),
  configureSettings: mutation(passwordSettingsConfigure, configurePasswordSettings),
};
