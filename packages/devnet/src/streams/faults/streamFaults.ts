export { cursorTooOld, futureCursor, outdatedCursor } from "./kinds/cursors.ts";
export { closeConnection, resetConnection, stall } from "./kinds/endings.ts";
export { hugeFrame, malformedFrame, unknownMessage } from "./kinds/frames.ts";
export { errorFrame, infoFrame } from "./kinds/notices.ts";
export { drop, duplicate, reorder } from "./kinds/order.ts";
export { redirect, refuse } from "./kinds/refusals.ts";
export { latency, slowNetwork } from "./kinds/slowness.ts";
