import { DevnetError } from "../errors/DevnetError.ts";

/** The services that can be given a port. */
export const portedServices = ["plc", "pds", "appView", "ozone"] as const;

/** Ports by service. Services that are not listed get a free port. */
export type Ports = { [service in (typeof portedServices)[number]]?: number | undefined };

/** A single number is the PDS's port: these leave room for the services around it. */
export const lowestPort = 2;
export const highestPort = 65531;

/**
 * Ports by service from what the caller gave. A single number is the PDS's port, and the others lie around it as in
 * the official development environment: PLC directory one below, AppView one above, Ozone four above (2582, 2583,
 * 2584, 2587).
 *
 * @throws {DevnetError} `invalid_option` if something is not a port, or two services have the same one
 */
export function resolvePorts(ports: number | Ports | undefined): Ports {
  if (ports === undefined) return {};
  if (typeof ports === "number" && !(Number.isInteger(ports) && ports >= lowestPort && ports <= highestPort)) {
    throw invalid(`ports: expected a whole number from ${lowestPort} to ${highestPort}, got ${String(ports)}`);
  }
  const byService: Ports =
    typeof ports === "number" ? { plc: ports - 1, pds: ports, appView: ports + 1, ozone: ports + 4 } : ports;
  const owners = new Map<number, string>();
  const resolved: Ports = {};
  for (const [service, port] of Object.entries(byService)) {
    const known = portedServices.find((name) => name === service);
    if (known === undefined) {
      throw invalid(`ports.${service}: there is no such service; the services are ${portedServices.join(", ")}`);
    }
    if (port === undefined) continue;
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw invalid(`ports.${service}: expected a whole number from 1 to 65535, got ${String(port)}`);
    }
    const owner = owners.get(port);
    if (owner !== undefined) throw invalid(`ports.${service}: ${port} is already the port of ${owner}`);
    owners.set(port, service);
    resolved[known] = port;
  }
  return resolved;
}

function invalid(message: string): DevnetError {
  return new DevnetError("invalid_option", message);
}
