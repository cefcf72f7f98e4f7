import { reasonOf } from "../../errors/createError.ts";
import { mayReceiveSecret } from "../../network/mayReceiveSecret.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { toService } from "../../network/toService.ts";
import { type AuthError, authError } from "../errors/AuthError.ts";

/**
 * The origin of a server that somebody named for a password or a token.
 *
 * @throws AuthError `invalid_service` for what is no origin, and for one that must get no secret. Of what was given it shows a host at
 * most: the rest may be a secret.
 */
export function toLoginService(service: unknown, network?: Pick<NetworkConfig, "allowHttp">): string {
  let origin: string;
  try {
    origin = toService(service);
  } catch (error) {
    throw refuse(reasonOf(error as Error)); // it throws nothing else
  }
  const { username, password } = new URL(service as string); // it is one: just looked at
  if (username || password) throw refuse(`Expected ${origin} alone, got it with a user or a password in it.`);
  if (mayReceiveSecret(new URL(origin), network)) return origin;
  throw refuse(`Expected the https URL of a public server: ${origin} must get no password and no token.`);
}

function refuse(message: string): AuthError {
  return authError("invalid_service", message);
}
