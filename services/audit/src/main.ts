import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLogFile, readPnml } from '@hoso/event-log';
import {
  auditLogOf,
  blobsSettings,
  demoLog,
  ledgerSeedOf,
  liveLog,
  openBlobs,
  openEventStore,
  openNamedFiles,
  pathOf,
  requireFollowable,
  runService,
  serviceSettings,
  tellOfLedger,
  urlSetting,
} from '@hoso/runtime';
import { audit } from './audit.module.ts';
import { judgements } from './findings/judgements.view.ts';
import { lawParameters, lawRules } from './process/law-rules.ts';
import { auditLogs, ownViews } from './process/audit-logs.ts';
import { ledgers } from './process/ledgers.ts';
import { logFolder } from './process/log-folder.ts';
import { namedLogs } from './process/named-logs.ts';

const settings = serviceSettings.extend({
  ...blobsSettings.shape,
  IMPORTS_URL: urlSetting(['sqlite'], 'Set it to sqlite:<folder>, where imported logs are to lie'),
});

await runService({
  name: 'audit',
  settings,
  viewsModule: import.meta.resolve('./views.js'),
  begin: async ({ parts, store, bus, keys, later }, { EVENT_STORE_URL, LOG, BLOBS_URL, IMPORTS_URL }) => {
    const folder = pathOf(IMPORTS_URL);
    const of = (part: string): string => join(folder, part);
    for (const part of ['logs', 'audit']) mkdirSync(of(part), { recursive: true, mode: 0o700 });
    const { views, clock } = parts;
    const auditAddress = { url: EVENT_STORE_URL, log: auditLogOf(LOG) };
    const auditStore = await openEventStore(auditAddress, clock);
    later(() => auditStore.close());
    const rules = lawRules();
    await requireFollowable(auditStore, views, ownViews, "the views of audit's own log at VIEWS_URL");
    await requireFollowable(store, views, [judgements(rules)], 'the judgements at VIEWS_URL');
    const uploads = await openBlobs(BLOBS_URL);
    later(() => uploads.close());
    // A log is imported when it is imported, also beside one that has a clock of its own.
    const logs = logFolder({ folder: of('logs'), ending: '.sqlite', clock: Date.now });
    later(() => logs.close());
    const own = { address: auditAddress, store: auditStore, views };
    const opened = auditLogs({
      places: {
        audit: (log) => of(join('audit', `${log}.sqlite`)),
        auditViews: (log) => of(join('audit', `${log}-views`)),
      },
      worked: { name: LOG, address: { url: EVENT_STORE_URL, log: LOG }, store, bus, views, clock, own },
      ...{ logs, rules, clock: Date.now },
    });
    later(() => opened.close());
    const { rules: running, followed } = await opened.of(LOG);
    const openLedgerFiles = await openNamedFiles(BLOBS_URL, 'ledger');
    const sealing = ledgers({
      files: openLedgerFiles,
      seed: await ledgerSeedOf(keys),
      worked: { name: LOG, store },
      onTrouble: tellOfLedger,
    });
    later(() => sealing.close());
    const service = audit({
      logs: namedLogs({ logs, worked: { name: LOG, store }, reserved: [LOG, liveLog, demoLog] }),
      uploads,
      auditLogs: opened,
      ledgers: sealing,
      ...{ rules, lawParameters: lawParameters(), readFile: readLogFile, readNet: readPnml },
    });
    return {
      ...{ name: service.name, views: service.views, policies: service.policies, module: service.module(parts) },
      audit: {
        ...{ store: auditStore, followed, ledgerTrouble: () => sealing.trouble() },
        ...(running ? { rules: running } : {}),
      },
    };
  },
});
