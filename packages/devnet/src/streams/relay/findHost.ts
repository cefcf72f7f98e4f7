/**
 * The PDS that the directory names for an account, as `host:port`. `undefined` where it names none, or does not know the account.
 *
 * @param plc URL of the directory
 */
export async function findHost(plc: string, did: string): Promise<string | undefined> {
  const answer = await fetch(`${plc}/${encodeURIComponent(did)}`).catch(() => undefined);
  if (!answer?.ok) {
    await answer?.body?.cancel();
    return undefined;
  }
  const { service }: { service?: { id?: string; serviceEndpoint?: string }[] } = Object(await answer.json());
  const found = service?.find(({ id }) => id?.endsWith("#atproto_pds"))?.serviceEndpoint ?? "";
  return URL.canParse(found) ? new URL(found).host : undefined;
}
