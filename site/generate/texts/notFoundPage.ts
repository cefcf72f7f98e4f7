import type { Page } from "../page/Page.ts";

/** What is shown where there is no page. */
export const notFoundPage: Page = {
  kind: "index",
  path: "/404/",
  title: "There is no such page",
  description: "Names may have changed: search for a part of it, or begin at the first page.",
  body: "Names may have changed. Search for a part of the name, or begin at [the first page](/), the [operations](/operations/), the [models](/models/) or the [errors](/errors/).",
};
