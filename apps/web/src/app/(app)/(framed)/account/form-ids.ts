/** Forms of the section about security that the summary above it has buttons for. */
export const SET_UP_APP = "set-up-app";
export const SWITCH_TWO_STEP = "switch-two-step";
