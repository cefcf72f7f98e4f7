import { reasonOf } from "../../errors/createError.ts";
import { mayReceiveSecret } from "../../network/mayReceiveSecret.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { toService } from "../../network/toService.ts";
import { type AuthError, authError } from "../errors/AuthError.ts";

/**
 * The origin of a server that somebody named for a password or a token.
 *
 * @throws {AuthError} `invalid_service` if it is not an origin, or one that must not receive secrets. The error shows
 *   the host at most, as the rest may be a secret
 */
export function toLoginService(service: unknown, network?: Pick<NetworkConfig, "allowHttp">): string {
  let origin: string;
  try {
    origin = toService(service);
  } catch (error) {
    throw refuse(reasonOf(error as Error)); // it throws nothing else
  }
  const { username, password } = new URL(service as string); // it is one: just looked at
  if (username || password) throw refuse(`Expected ${origin} without a user or a password in it.`);
  if (mayReceiveSecret(new URL(origin), network)) return origin;
  throw refuse(`Expected the https URL of a public server: ${origin} must not receive passwords or tokens.`);
}

function refuse(message: string): AuthError {
  return authError("invalid_service", message);
}
