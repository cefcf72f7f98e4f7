import { readText } from "../../platform/http/readText.ts";
import { parseJson } from "../../platform/parseJson.ts";

/** With what servers refuse a token: some with the one, some with the other. */
const REFUSALS: readonly number[] = [400, 401];

/**
 * Whether an answer says that the access token is no longer good, so that another one may help.
 *
 * @param isOld whether the tokens are those that the session was begun with. A server that was set up anew does not know them, and
 * calls them invalid. Of later ones that says something else: that they do not allow the operation, say.
 */
export async function isTokenRefused(response: Response, isOld: boolean): Promise<boolean> {
  if (!REFUSALS.includes(response.status)) return false;
  // Errors are short. A longer one is somebody else's, and is not held in memory for us.
  const text = await readText(response.clone(), 4096).catch(() => "");
  const { error } = Object(parseJson(text ?? ""));
  return error === "ExpiredToken" || (isOld && error === "InvalidToken");
}
