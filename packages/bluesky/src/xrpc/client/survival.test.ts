import { test } from "node:test";
import { survive } from "../testing/survival/survive.ts";

test("nothing that a call is given holds it up, ends it with an error of others, or ends the process", () =>
  survive(import.meta.resolve("../testing/survival/callPlaces.ts")));
