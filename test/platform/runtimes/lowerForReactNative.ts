import { createRequire } from "node:module";
import { findTool } from "./findTool.ts";

/** What is used of Babel, which has no types of its own here. */
interface Babel {
  transformAsync(code: string, options: object): Promise<{ readonly code: string }>;
}

/** What Metro makes of a program for Hermes: the code that React Native's own Babel preset gives. Helpers are put into it. */
export async function lowerForReactNative(program: string): Promise<string> {
  const tools = createRequire(findTool("@babel/core").file("package.json"));
  const babel: Babel = tools("@babel/core");
  const preset = tools.resolve("@react-native/babel-preset");
  const options = { disableImportExportTransform: true, enableBabelRuntime: false, dev: false, withDevTools: false };
  const { code } = await babel.transformAsync(program, {
    babelrc: false,
    configFile: false,
    filename: "program.js",
    compact: false,
    sourceType: "script",
    presets: [[preset, options]],
  });
  return code;
}
