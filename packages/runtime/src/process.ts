import { setTimeout as delay } from 'node:timers/promises';
import { log, openLog, startTelemetry, type Telemetry } from '@hoso/telemetry';
import type { z } from 'zod';
import { giveMemoryBack } from './give-memory-back.ts';
import { type Health, health, type NotReady } from './health.ts';
import { passes, wordsOf } from './passes.ts';
import { listenSettings } from './process-settings.ts';
import { type Environment, readSettings, SettingsError } from './settings.ts';

export type { NotReady };

/** Keeps for the end what undoes a step. */
export type Later = (undo: () => void | Promise<void>) => void;

/** Says why a process is not ready until it has opened everything. */
export type Until = (notReady: NotReady) => void;

/** A process that serves. */
export interface Serving {
  readonly notReady: NotReady;
  /** Where it answers, where it answers its health by itself. */
  readonly url?: string;
}

export interface ProcessOptions<Shape extends z.ZodRawShape> {
  /** As what it speaks of itself. */
  readonly name: string;
  readonly settings: z.ZodObject<Shape>;
  /** Opens everything. What was opened is closed again, in reverse, at the end and where a later step fails. */
  readonly open: (
    settings: z.output<z.ZodObject<Shape>>,
    later: Later,
    telemetry: Telemetry,
    until: Until,
  ) => Promise<Serving>;
  /** Whether health is answered by what `open` opens, on the port of the settings. */
  readonly answersHealth?: boolean;
  readonly environment?: Environment;
}

const exitOf = { wrongSettings: 2, failed: 1 } as const;
const firstPauseMs = 250;
const longestPauseMs = 5_000;
/** How long what is in hand may take at the end. */
const drainMs = 25_000;

/**
 * One process of the platform, from its settings to its last answer. What cannot be reached is waited for, visibly;
 * what waiting cannot mend ends it: with 2 for wrong settings, 1 for anything else. SIGTERM, SIGINT and the death of a
 * parent that holds a channel to it drain it.
 */
export async function runProcess<Shape extends z.ZodRawShape>(options: ProcessOptions<Shape>): Promise<void> {
  const { name, open, answersHealth = false } = options;
  const began = performance.now();
  await openLog({ service: name, environment: options.environment });
  const settings = settingsOf(options);
  const undo: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        // What cannot be closed must not keep the rest from it, nor the process from trying again.
        log.error(`${name}: ${wordsOf(error)}`);
      }
    }
  };
  const telemetry = await startTelemetry({ service: name, environment: options.environment });
  const stopping = drainOnSignals(async () => {
    await close();
    await telemetry.close();
  });
  let notReady: NotReady = async () => ['it is about to begin'];
  const { HOST, PORT } = listenSettings.parse(settings);
  const ownHealth = answersHealth ? undefined : await health(HOST, PORT, () => notReady()).catch(failed);
  // Who answers its health by itself does so once it is open: until then it is answered between two tries.
  const healthMeanwhile = async (pauseMs: number): Promise<void> => {
    const meanwhile = answersHealth ? await health(HOST, PORT, () => notReady()).catch(failed) : undefined;
    await delay(pauseMs);
    await meanwhile?.close();
  };
  for (let pauseMs = firstPauseMs; !stopping.aborted; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      const later: Later = (step) => void undo.push(step);
      const serving = await open(settings, later, telemetry, (meanwhile) => {
        notReady = meanwhile;
      });
      notReady = serving.notReady;
      tellReady(serving.url ?? urlOf(ownHealth), began);
      giveMemoryBack();
      return;
    } catch (error) {
      await close();
      if (stopping.aborted) return;
      if (!passes(error)) failed(error);
      const words = wordsOf(error);
      const [known] = await notReady();
      if (known !== words) log.error(`${name} waits: ${words}`);
      notReady = async () => [words];
      await healthMeanwhile(pauseMs);
    }
  }
}

function settingsOf<Shape extends z.ZodRawShape>({
  settings,
  environment = process.env,
}: ProcessOptions<Shape>): z.output<z.ZodObject<Shape>> {
  try {
    return readSettings(settings, environment);
  } catch (error) {
    if (error instanceof SettingsError) return end(error.message, exitOf.wrongSettings);
    throw error;
  }
}

/** Answers a signal that is aborted once the process is to end, which it then does when all is closed. */
function drainOnSignals(close: () => Promise<void>): AbortSignal {
  const stopping = new AbortController();
  const stop = async (why: string): Promise<void> => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    log.info(`stopping (${why})`);
    setTimeout(() => end(`what was in hand has not ended in ${drainMs / 1_000} s`, exitOf.failed), drainMs).unref();
    await close().catch(failed);
    log.info('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
  process.on('disconnect', () => void stop('its parent is gone'));
  return stopping.signal;
}

function tellReady(url: string, began: number): void {
  log.info(`ready on ${url} in ${Math.round(performance.now() - began)} ms`);
  process.send?.({ ready: url });
}

function urlOf(own: Health | undefined): string {
  if (!own) throw new Error('a process that answers its health by itself must say where');
  return own.url;
}

function failed(error: unknown): never {
  return end(wordsOf(error), exitOf.failed);
}

function end(words: string, code: number): never {
  log.error(words);
  process.exit(code);
}
