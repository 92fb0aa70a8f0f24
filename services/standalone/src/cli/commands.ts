import type { Command } from 'commander';
import { addAuditCommands } from './audit-commands.ts';
import { addBackupCommands } from './backup-commands.ts';
import { addDossierCommands } from './dossier-commands.ts';
import { addInspectionCommands } from './inspection-commands.ts';
import { addLedgerCommands } from './ledger-commands.ts';
import { addNotificationCommands } from './notification-commands.ts';
import { addOperationsCommands } from './operations-commands.ts';
import { addPaperCommands } from './paper-commands.ts';
import { addPetitionCommands } from './petition-commands.ts';
import { addPostalCommands } from './postal-commands.ts';
import { addRegistryCommands } from './registry-commands.ts';
import { addScanCommands } from './scan-commands.ts';
import { addSealCommands } from './seal-commands.ts';
import { addShipmentCommands } from './shipment-commands.ts';
import { addSimulateCommand } from './simulate-commands.ts';
import { addTimelineCommands } from './timeline-commands.ts';
import { addVerifyCommand } from './verify-command.ts';
import { addWitnessCommand } from './witness-command.ts';

/** Everything that can be asked for by the command line. */
export function addCommands(program: Command): void {
  addDossierCommands(program);
  addShipmentCommands(program);
  addPetitionCommands(program);
  addPostalCommands(program);
  addNotificationCommands(program);
  addPaperCommands(program);
  addScanCommands(program);
  addTimelineCommands(program);
  addAuditCommands(program);
  addInspectionCommands(program);
  addRegistryCommands(program);
  addOperationsCommands(program);
  addBackupCommands(program);
  addSimulateCommand(program);
  addSealCommands(program);
  addLedgerCommands(program);
  addVerifyCommand(program);
  addWitnessCommand(program);
}
