export type { MissingBlob } from "../transfer/contract/MissingBlob.ts";
export type {
  JournalStore,
  MigrationOptions,
  MigrationProgress,
  MigrationReport,
  MigrationSource,
  MigrationStep,
  MigrationTarget,
  Move,
  StepReport,
} from "./contract/Migration.ts";
export { MigrationError, type MigrationErrorCode } from "./contract/MigrationError.ts";
export { migrateAccount } from "./migrateAccount.ts";
export { type MigrationUndone, type UndoMigrationOptions, undoMigration } from "./undoMigration.ts";
