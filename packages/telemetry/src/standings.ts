import type { BatchObservableResult, Meter, ObservableResult } from '@opentelemetry/api';
import type { FollowersStanding, RelayStanding } from './telemetry.ts';

/** How far followers are, and rebuilds: asked when metrics are collected, until what this answers is called. */
export function observeFollowers(meter: Meter, { head, followers, rebuilds }: FollowersStanding): () => void {
  const gauge = (name: string, description: string, unit: string) =>
    meter.createObservableGauge(name, { description, unit });
  const lag = gauge('hoso.consumer.lag', 'Events in the log that a follower has yet to meet', '{event}');
  const delay = gauge('hoso.consumer.delay', 'How long the oldest of them has been in the log', 's');
  const held = gauge('hoso.consumer.held', 'Dossiers that a follower holds back', '{dossier}');
  const progress = gauge('hoso.rebuild.progress', 'How much of the log a rebuild has been through', '1');
  const observables = [lag, delay, held, progress];
  const observe = async (result: BatchObservableResult): Promise<void> => {
    const asked = await Promise.all([head(), followers()]).catch(() => undefined);
    // A store that is away is told elsewhere.
    if (!asked) return;
    const [position, standing] = asked;
    for (const { follower, kind, completeUpTo, lagMs, held: holds } of standing) {
      const of = { 'hoso.consumer': follower, 'hoso.consumer.kind': kind };
      result.observe(lag, Math.max(0, position - completeUpTo), of);
      result.observe(delay, lagMs / 1_000, of);
      result.observe(held, holds.length, of);
    }
    for (const { view, generation, position: at, to } of rebuilds()) {
      result.observe(progress, to === 0 ? 1 : at / to, { 'hoso.view': view, 'hoso.generation': generation });
    }
  };
  meter.addBatchObservableCallback(observe, observables);
  return () => meter.removeBatchObservableCallback(observe, observables);
}

/** How far the bus is behind the log. */
export function observeRelay(meter: Meter, { head, published }: RelayStanding): () => void {
  const lag = meter.createObservableGauge('hoso.relay.lag', {
    description: 'Events in the log that the bus does not hold yet',
    unit: '{event}',
  });
  const observe = async (result: ObservableResult): Promise<void> => {
    // The bus first: what comes in between is then not missing there.
    const there = await published().catch(() => undefined);
    const here = await head().catch(() => undefined);
    if (there !== undefined && here !== undefined) result.observe(Math.max(0, here - there));
  };
  lag.addCallback(observe);
  return () => lag.removeCallback(observe);
}
