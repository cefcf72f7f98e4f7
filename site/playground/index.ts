export { mountPlayground } from "./mountPlayground.ts";
