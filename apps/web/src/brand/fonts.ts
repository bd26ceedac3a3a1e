import localFont from "next/font/local";

// Latin and Latin Extended-A of Geist and Geist Mono (licence beside the files). next/font adds a fallback of the same width, so that
// nothing moves when they arrive.

export const geist = localFont({ src: "./fonts/geist-latin.woff2", weight: "400 700", variable: "--font-geist" });

// Not preloaded: most pages show none of it.
export const geistMono = localFont({
  src: "./fonts/geist-mono-latin.woff2",
  weight: "400 600",
  variable: "--font-geist-mono",
  preload: false,
  adjustFontFallback: false,
});
