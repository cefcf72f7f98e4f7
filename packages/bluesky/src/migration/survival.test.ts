import { test } from "node:test";
import { survive } from "../xrpc/testing/survival/survive.ts";

test("nothing that a migration is given holds it up, ends it with an error of others, or ends the process", () =>
  survive(import.meta.resolve("./testing/places.ts")));
