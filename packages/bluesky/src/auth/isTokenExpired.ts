import { parseJson } from "../xrpc/parseJson.ts";
import { readText } from "../xrpc/readText.ts";

/** Whether an answer says that the access token has expired: some servers do so with 400, others with 401. */
export async function isTokenExpired(response: Response): Promise<boolean> {
  if ((response.status | 1) !== 401) return false;
  // Errors are short. A longer one is somebody else's, and is not held in memory for us.
  const text = await readText(response.clone(), 4096).catch(() => "");
  return Object(parseJson(text ?? "")).error === "ExpiredToken";
}
