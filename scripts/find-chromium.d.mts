/** Path of a Chromium that can be started, or undefined. `CHROMIUM_PATH` has the first word. */
export function findChromium(
  environment?: NodeJS.ProcessEnv,
  platform?: NodeJS.Platform,
): Promise<string | undefined>;
