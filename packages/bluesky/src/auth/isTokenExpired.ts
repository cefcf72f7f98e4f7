/** Whether an answer says that the access token has expired: some servers do so with 400, others with 401. */
export async function isTokenExpired(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 401) return false;
  const reader = response.clone().body?.getReader();
  let text = "";
  const decoder = new TextDecoder();
  try {
    // Errors are short. A longer one is somebody else's, and is not held in memory for us.
    while (reader && text.length < 4096) {
      const { value, done } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    reader?.cancel().catch(() => {});
    return (JSON.parse(text) as { error?: unknown } | null)?.error === "ExpiredToken";
  } catch {
    return false;
  }
}
