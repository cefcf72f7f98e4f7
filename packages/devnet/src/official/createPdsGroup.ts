import { randomBytes } from "node:crypto";
import type { PdsMessage } from "../control/messages.ts";
import { invalidOption } from "../errors/DevnetError.ts";
import { holdFreePort } from "../loopback/heldPorts.ts";
import { loopback } from "../loopback/listenOnLoopback.ts";
import type { RepoSubscription, TestNetwork, TestPds } from "./network.ts";
import type { TestNetworkNoAppView } from "./networkNoAppView.ts";

type PdsOptions = Parameters<typeof TestPds.create>[0];

/** What makes servers: the official code, which each kind of network loads by itself. */
interface PdsMakers {
  TestPds: { create(options: PdsOptions): Promise<TestPds> };
  /** Absent without an AppView. */
  RepoSubscription?: typeof RepoSubscription;
}

/** All that resolves handles. */
type Resolver = TestPds["ctx"]["idResolver"];

/** A further PDS, and what reads it for the AppView. */
interface Member {
  pds: TestPds;
  domain: string;
  subscription: RepoSubscription | undefined;
}

/** The PDSs of a network: the first, and those that are added. */
export interface PdsGroup {
  /** Starts one more. */
  add(handleDomain: string | undefined): Promise<PdsMessage>;
  /** Waits until what was written to those that were added has been indexed. */
  settle(): Promise<void>;
  /** Ends those that were added. */
  close(): Promise<void>;
}

/**
 * Adds PDSs to official servers that run in this process. Each gives out handles under a domain of its own, is subscribed to by the
 * AppView, and knows where the handles of the others are.
 *
 * @param options those of the first one
 */
export function createPdsGroup(
  network: TestNetwork | TestNetworkNoAppView,
  makers: PdsMakers,
  options: Omit<PdsOptions, "didPlcUrl">,
): PdsGroup {
  const members: Member[] = [];
  const appView = "bsky" in network ? network.bsky : undefined;
  const first = network.pds;
  const domains = (): string[] => [...first.ctx.cfg.identity.serviceHandleDomains, ...members.map((one) => one.domain)];

  const add = async (handleDomain: string = `.pds${members.length + 2}`): Promise<PdsMessage> => {
    const taken = domains();
    if (!/^\.[a-z][a-z0-9-]*[a-z0-9](\.[a-z][a-z0-9-]*[a-z0-9])*$/.test(handleDomain)) {
      throw invalidOption("handleDomain", 'a domain with a dot before it, such as ".two"', handleDomain);
    }
    if (taken.some((one) => handleDomain.endsWith(one) || one.endsWith(handleDomain))) {
      throw invalidOption("handleDomain", `one that is apart from ${taken.join(", ")}`, handleDomain);
    }
    const port = await holdFreePort(loopback);
    const jwtSecret = randomBytes(32).toString("hex");
    // By default all of this machine would have one DID, and take tokens that are meant for others.
    const did = `did:web:localhost%3A${port}`;
    const pds = await makers.TestPds.create({
      ...options,
      didPlcUrl: network.plc.url,
      ...(appView && { bskyAppViewUrl: appView.url, bskyAppViewDid: appView.serverDid }),
      ...("ozone" in network && { modServiceUrl: network.ozone.url, modServiceDid: network.ozone.ctx.cfg.service.did }),
      port,
      jwtSecret,
      serviceDid: did,
      serviceHandleDomains: [handleDomain],
    });
    const member: Member = { pds, domain: handleDomain, subscription: undefined };
    teach(pds.ctx.idResolver, first.ctx.idResolver, () => members);
    if (members.length === 0) {
      const others = appView ? [appView.ctx.idResolver, appView.dataplane.idResolver] : [];
      for (const resolver of [first.ctx.idResolver, ...others]) teach(resolver, undefined, () => members);
      if (appView) keepToHost(appView.sub, first.url, appView.dataplane.idResolver);
    }
    members.push(member);
    if (appView && makers.RepoSubscription) {
      const { idResolver } = appView.dataplane;
      const service = pds.url.replace("http", "ws");
      member.subscription = new makers.RepoSubscription({ service, db: appView.db, idResolver });
      keepToHost(member.subscription, pds.url, idResolver);
      member.subscription.start();
    }
    return { url: pds.url, did, handleDomain, jwtSecret };
  };
  // Two at once would take the same domain.
  let last: Promise<unknown> = Promise.resolve();
  return {
    add(handleDomain) {
      const next = last.then(() => add(handleDomain));
      last = next.catch(() => {});
      return next;
    },
    async settle() {
      for (const member of members) await settleMember(member);
    },
    async close() {
      await last;
      for (const { pds, subscription } of members) {
        await subscription?.destroy();
        await pds.close();
      }
    },
  };
}

/** Has handles of the added PDSs resolved at them, and others as before, or as another resolver does it. */
function teach(resolver: Resolver, other: Resolver | undefined, members: () => readonly Member[]): void {
  const before = resolver.handle.resolve.bind(resolver.handle);
  resolver.handle.resolve = async (handle) => {
    const owner = members().find(({ domain }) => handle.endsWith(domain));
    // The type of handles is a pattern with a dot; only names with one are resolved.
    if (owner) return (await owner.pds.ctx.accountManager.getAccount(handle as `${string}.${string}`))?.did;
    return other ? other.handle.resolve(handle) : before(handle);
  };
}

/**
 * Leaves out what a PDS says about the state of an account that is no longer there, as relays do: an account that has moved would
 * go away when its old place is closed.
 */
function keepToHost(subscription: RepoSubscription, url: string, resolver: Resolver): void {
  const { indexingSvc } = subscription;
  const update = indexingSvc.updateActorStatus.bind(indexingSvc);
  indexingSvc.updateActorStatus = async (did, active, status) => {
    const data = await resolver.did.resolveAtprotoData(did, true);
    if (data.pds === url) await update(did, active, status);
  };
}

async function settleMember({ pds, subscription }: Member): Promise<void> {
  await pds.processAll();
  if (!subscription) return;
  const last = (await pds.ctx.sequencer.curr()) ?? 0;
  // The subscription may say that it is done before it has been told of the last event. Who waits has a time limit.
  while (!subscription.destroyed) {
    await subscription.processAll();
    if ((subscription.getCursor() ?? 0) >= last) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
