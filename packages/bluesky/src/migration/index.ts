export type {
  JournalStore,
  MigrationOptions,
  MigrationProgress,
  MigrationReport,
  MigrationSource,
  MigrationStep,
  MigrationTarget,
  MissingBlob,
  Move,
  StepReport,
} from "./contract/Migration.ts";
export { MigrationError, type MigrationErrorCode } from "./contract/MigrationError.ts";
export { migrateAccount } from "./migrateAccount.ts";
export { type MigrationUndone, type UndoMigrationOptions, undoMigration } from "./undoMigration.ts";
