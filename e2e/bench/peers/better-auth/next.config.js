/** @type {import("next").NextConfig} */
export default {
  // This folder is a project of its own, whatever lies around it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};
