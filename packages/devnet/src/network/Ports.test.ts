import assert from "node:assert/strict";
import { it } from "node:test";
import { resolvePorts } from "./Ports.ts";

it("lays the services around the PDS's port as the official development environment does", () => {
  assert.deepEqual(resolvePorts(2583), { plc: 2582, pds: 2583, appView: 2584, ozone: 2587 });
});

it("leaves free what is not named", () => {
  assert.deepEqual(resolvePorts(undefined), {});
  assert.deepEqual(resolvePorts({ pds: 3000, plc: undefined }), { pds: 3000 });
});

it("refuses what is no port, no service, or one port twice", () => {
  for (const port of [0, -1, 1.5, Number.NaN, 65536, 1, 65532]) {
    const message = `ports: expected a whole number from 2 to 65531, got ${port}`;
    assert.throws(() => resolvePorts(port), { code: "invalid_option", message });
  }
  // @ts-expect-error No such service.
  assert.throws(() => resolvePorts({ redis: 6379 }), { code: "invalid_option", message: /ports\.redis/ });
  assert.throws(() => resolvePorts({ pds: 3000, plc: 3000 }), {
    code: "invalid_option",
    message: /already the port of pds/,
  });
});
